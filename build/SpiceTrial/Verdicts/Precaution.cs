using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>Harm that needs no test: other people's VMs run on the host.</summary>
static class Precaution
{
    public static Decision? Of(Evidence evidence)
    {
        var (baseline, candidate) = (evidence.Baseline, evidence.Candidate);
        var better = evidence.Better.Select(x => $"All the same the stream came back more often: {x}.");
        var load = evidence.LoadGuards.Where(x => x.Outcome == GuardOutcome.Failed)
            .Select(x => $"Beside that the arms are not comparable ({x.Name}): {x.Finding}");
        if (Crashed(baseline, candidate) is { } crashed)
            return crashed with { Reasons = [.. crashed.Reasons, .. better, .. load] };
        if (candidate.Aborts > 0 && baseline.Aborts == 0)
            return Decision.Regression(
            [
                $"The guest froze for good in {candidate.Aborts} of {candidate.Runs.Count} candidate runs and in none of "
                    + $"{baseline.Runs.Count} of the baseline ({Silences(candidate)}). "
                    + "That chance is the cause is not excluded; until it is, the larger ring is not safe.",
                $"{Wording.Of(evidence.Figures.Freezes)}.",
                .. better,
                .. load,
            ]);

        return candidate.SlotsExhausted && !baseline.SlotsExhausted && !evidence.StreamsClearlyMore
            ? Decision.Regression(
            [
                $"Slot exhaustion: in the candidate other streams took all 50 slots ({candidate.OtherCreates} creates beside the video's "
                    + $"{candidate.Engagements}) and starved the video, which streamed {Wording.Percent(candidate.Share)} of the time; the "
                    + $"baseline never used more than {baseline.PeakStreams} slots.",
                .. better,
                .. load.Where(x => !x.Contains(GuardNames.Slots, StringComparison.Ordinal)),
            ])
            : null;
    }

    /// <summary>A process of the candidate crashed, and none of the baseline; runs that never came to playback count too.</summary>
    public static Decision? Crashed(TrialArm baseline, TrialArm candidate) =>
        candidate.Crashed is { Count: > 0 } crashed && baseline.Crashed.Count == 0
        ? Decision.Regression(
            $"The guest's process crashed in {crashed.Count} of {candidate.Given} candidate runs and in none of {baseline.Given} of the "
                + $"baseline ({string.Join(", ", crashed.Select(x => $"{x.Tag}: {Ended(x)}"))}). "
                + "That chance is the cause is not excluded; until it is, the larger ring is not safe.")
        : null;

    static string Ended(RunFigures run) => run.End == RunFigures.FailedAssertion ? "an assertion failed" : $"libvirt says {run.End}";

    static string Silences(TrialArm arm) => string.Join(", ",
        arm.Runs.SelectMany(x => x.Figures.Freezes.Where(y => y.EndsRun)
            .Select(y => $"{x.Figures.Tag}: silent for {y.Seconds:0.0} s after {y.StartSeconds:0} s")));
}
