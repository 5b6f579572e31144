using static System.FormattableString;

namespace SpiceTrial.Verdicts;

/// <summary>Harm that needs no test: other people's VMs run on the host.</summary>
static class Precaution
{
    public static Decision? Of(Evidence evidence)
    {
        var (baseline, candidate) = (evidence.Baseline, evidence.Candidate);
        var better = evidence.Better.Select(x => $"All the same the stream came back more often: {x}.");
        var load = evidence.LoadGuards.Where(x => x.Outcome == GuardOutcome.Failed).Select(x => $"Beside that the arms are not comparable ({x.Name}): {x.Finding}");
        if (candidate.Aborts > 0 && baseline.Aborts == 0)
        {
            return Decision.Regression(
            [
                $"The guest froze for good in {candidate.Aborts} of {candidate.Runs.Count} candidate runs and in none of {baseline.Runs.Count} of the baseline ({Silences(candidate)}). "
                    + "That chance is the cause is not excluded; until it is, the larger ring is not safe.",
                Invariant($"{Wording.Of(evidence.Figures.Freezes)}."),
                .. better,
                .. load,
            ]);
        }

        return candidate.SlotsExhausted && !baseline.SlotsExhausted && !evidence.StreamsClearlyMore
            ? Decision.Regression(
            [
                $"Slot exhaustion: in the candidate other streams took all 50 slots ({candidate.Runs.Sum(x => x.Figures.Regions.Sum(y => y.Creates)) - candidate.Engagements} creates beside the video's {candidate.Engagements}) and starved the video, "
                    + $"which streamed {Wording.Percent(candidate.Share)} of the time; the baseline never used more than {baseline.Runs.Max(x => x.Figures.PeakStreams)} slots.",
                .. better,
                .. load.Where(x => !x.Contains(GuardNames.Slots, StringComparison.Ordinal)),
            ])
            : null;
    }

    static string Silences(TrialArm arm) => string.Join(", ", arm.Runs.SelectMany(x => x.Figures.Freezes.Where(y => y.EndsRun).Select(y => Invariant($"{x.Figures.Tag}: silent for {y.Seconds:0.0} s after {y.StartSeconds:0} s"))));
}
