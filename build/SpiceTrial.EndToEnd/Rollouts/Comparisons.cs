using SpiceTrial.Verdicts;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>Comparisons that say what a test wants.</summary>
static class Comparisons
{
    public static Task WriteAsync(string path, Verdict verdict, string buildId, CancellationToken cancellationToken,
        params IReadOnlyList<string> caveats) =>
        RecordFile.WriteAsync(path, new Comparison(verdict, ["as the test says"], caveats, [], null, null, VerdictRule.Id, [],
            new TrialArm("baseline", [], []).Summary(), new TrialArm("candidate", [], []).Summary() with { BuildIds = [buildId] }, [], []),
            cancellationToken);
}
