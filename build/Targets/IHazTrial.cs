using SpiceTrial.Json;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

/// <summary>The comparison that several targets make; its JSON is kept as the latest one, and copied to <c>--output</c>.</summary>
interface IHazTrial : IHazArms, IHazOutput, ICanBeCancelled
{
    TrialRequest Arms => new(Found(Baseline), Found(Candidate), VideoSize.From(Video)) { History = Path.Combine(RootDirectory, "sessions", ComparisonHistory.FileName) };

    /// <summary>Paths, or tags below sessions/ as the operator's instructions name them.</summary>
    sealed string[] Found(string[]? named) => [.. (named ?? []).Select(x => SessionPath.Find(Path.Combine(RootDirectory, "sessions"), x) ?? x)];

    string LatestComparison => Path.Combine(TemporaryDirectory, "verdicts", Trial.FileName);

    string ReportFolder => Output ?? Path.GetDirectoryName(LatestComparison)!;

    sealed async Task<Trial> ComparedAsync()
    {
        var trial = await Trial.RunAsync(Arms, new ReadingProgress(), Cancelled);
        foreach (var path in new[] { LatestComparison, Path.Combine(ReportFolder, Trial.FileName) }.Distinct())
            await RecordFile.WriteAsync(path, trial.Comparison, Cancelled);
        return trial;
    }
}
