using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>Harm that the primary figure does not see, counted alike in both arms.</summary>
static class Harm
{
    /// <summary>What is worse in the candidate by more than chance; empty where nothing is known to be.</summary>
    public static IReadOnlyList<string> Of(TrialSet set)
    {
        var (baseline, candidate) = (set.Baseline, set.Candidate);
        // Runs of the baseline that are not there may all have gone badly, and the candidate's well.
        var (stock, patched) = (set.NotGiven(baseline.Name), set.NotGiven(candidate.Name));
        // Freezes come in bursts, and then many of one run say as little as one: over runs, too, it must be more than chance.
        var overRuns = stock + patched > 0 ? 1 : set.Test(x => (double)x.GuestDriverFreezes / Math.Max(1, x.Figures.Ooms)).PHigher;
        (double P, string Words)[] tests =
        [
            (FisherExact.More(baseline.Down + stock, baseline.Given.Count + stock, candidate.Down, candidate.Given.Count + patched),
                Down(baseline, candidate)),
            (Math.Max(overRuns, ExactRates.Compare(baseline.GuestDriverFreezes, Math.Max(1, baseline.GivenOoms),
                candidate.GuestDriverFreezes, Math.Max(1, candidate.GivenOoms)).PHigher), Driver(baseline, candidate)),
        ];
        var tested = tests.Where((_, i) => i == 0 ? baseline.Down + candidate.Down > 0
            : baseline.GuestDriverFreezes + candidate.GuestDriverFreezes > 0).ToList();
        return [.. Holm.Adjust([.. tested.Select(x => x.P)]).Select((p, i) => (P: p, tested[i].Words))
            .Where(x => x.P <= VerdictRule.HarmLevel).Select(x => $"{x.Words} That this is chance has p {Wording.P(x.P)}.")];
    }

    /// <summary>Such harm that chance may explain: it stands beside a verdict.</summary>
    public static IEnumerable<string> Unproven(TrialArm baseline, TrialArm candidate)
    {
        if (candidate.Down > 0)
            yield return $"not every run went well: {Down(baseline, candidate)}";
        if (candidate.GuestDriverFreezes + baseline.GuestDriverFreezes > 0)
            yield return Driver(baseline, candidate);
    }

    static string Down(TrialArm baseline, TrialArm candidate)
    {
        string[] what = [
            .. candidate.Given.Where(x => x.Crashed || x.Freezes.Any(y => y.EndsRun || y.IsStuck)).Take(5)
                .Select(x => $"{x.Tag}: {End(x)}")];
        return $"{candidate.Down} of {candidate.Given.Count} candidate runs and {baseline.Down} of {baseline.Given.Count} of the baseline "
            + $"crashed, or their guest was stuck or froze for good{(what.Length > 0 ? $" ({string.Join("; ", what)})" : "")}.";
    }

    static string Driver(TrialArm baseline, TrialArm candidate) =>
        $"Freezes by the guest's own graphics driver: {candidate.GuestDriverFreezes} in {candidate.GivenOoms} OOMs of the "
            + $"candidate, {baseline.GuestDriverFreezes} in {baseline.GivenOoms} of the baseline (kernels 5.13 and later do that with any "
            + "library: docs/diagnose.md).";

    static string End(RunFigures run) => !run.Crashed
        ? run.Freezes.Any(x => x.EndsRun) ? "the guest froze for good" : $"the guest was stuck for {run.Freezes.Max(x => x.Seconds):0.0} s"
        : run.Ended == RunFigures.FailedAssertion ? "the process failed an assertion" : $"libvirt says {run.Ended}";
}
