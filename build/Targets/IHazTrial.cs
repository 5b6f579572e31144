using Nuke.Common;
using SpiceTrial.Verdicts;

/// <summary>The comparison that several targets make; its JSON is kept as the latest one, and copied to <c>--output</c>.</summary>
interface IHazTrial : IHazArms, IHazSessions, IHazOutput, ICanBeCancelled
{
    [Parameter("Id of the plan whose runs are compared, as in Compare --plan 007 (default: --baseline and --candidate name them)")]
    string? Trial => TryGetValue(() => Trial);

    TrialRequest Arms => new(Baseline ?? [], Candidate ?? [], VideoSize.From(Video))
    {
        Sessions = SessionsFolder, Plan = Trial, History = Path.Combine(TemporaryDirectory, "verdicts", ComparisonHistory.FileName),
    };

    string LatestComparison => Path.Combine(TemporaryDirectory, "verdicts", ComparedTrial.FileName);

    string ReportFolder => Output ?? Path.GetDirectoryName(LatestComparison)!;

    sealed async Task<ComparedTrial> ComparedAsync()
    {
        var trial = await ComparedTrial.RunAsync(Arms, new ReadingProgress(), Cancelled);
        foreach (var path in new[] { LatestComparison, Path.Combine(ReportFolder, ComparedTrial.FileName) }.Distinct())
            await RecordFile.WriteAsync(path, trial.Comparison, Cancelled);
        OfRun.Output.Phase($"written: {Standpoint.Told(Path.Combine(ReportFolder, ComparedTrial.FileName))}");
        return trial;
    }
}
