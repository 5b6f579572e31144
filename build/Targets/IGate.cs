using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

/// <summary>The plan's gate.</summary>
[AlsoReads(Not = [nameof(IHazVideo.Video)])]
interface IGate : IHazSessions, IHazArms, IHazOutput, ICanBeCancelled
{
    [TargetHelp(Purpose.Measure, "Evaluates the gate: had 006d far fewer OOMs than 006c?", "Gate --baseline 006c --candidate 006d")]
    Target Gate => _ => _
        .Described<IGate>()
        .Executes(async () =>
        {
            var passedOver = new List<PassedOver>();
            var gate = EvaluateGate.Of(await GateSessionAsync(passedOver, Baseline, "006c"),
                await GateSessionAsync(passedOver, Candidate, "006d"), passedOver).OfTwoRuns();
            foreach (var reason in gate.Reasons)
                Log.Information("{Reason:l}", reason);
            foreach (var path in new[] { SessionsFolder, Output }.OfType<string>()
                .Select(x => Path.Combine(x, GateRecord.FileName)))
                Kept(path, gate, await gate.KeepAsync(path, Cancelled));
            ReportSummary(x => x.AddPair("Gate", StateName(gate)));
        });

    static void Kept(string path, GateRecord gate, GateRecord kept)
    {
        if (ReferenceEquals(gate, kept))
            Log.Information("written: {Path:l}", Standpoint.Told(path));
        else
            Log.Warning(
                "{Path:l} keeps the gate that was evaluated before: {State:l}. Remove the file to forget it", path, StateName(kept));
    }

    static string StateName(GateRecord gate) => Names.Dashed($"{gate.State}");

    /// <summary>A tag below sessions/ or a path; one that is not there was not run.</summary>
    sealed async Task<(string Tag, IReadOnlyList<RunFigures>? Runs)> GateSessionAsync(
        List<PassedOver> passedOver, string[]? given, string planned)
    {
        string[] names = given ?? [planned];
        var found = names.Select(x => SessionPath.Find(SessionsFolder, x)).ToList();
        if (found.Contains(null))
            return (string.Join(", ", names.Where((_, i) => found[i] is null)), null);
        var analysis = await new AnalyzeSessions(new()).RunAsync([.. found!], Cancelled);
        passedOver.AddRange(analysis.PassedOver);
        return (string.Join(", ", names.Select(SessionPath.TagOf)), analysis.Runs);
    }
}
