using MathNet.Numerics.Distributions;

namespace SpiceTrial.Verdicts;

/// <summary>
/// Whether the cause was at work in both arms alike. OOMs and evictions are compared in the time in which the video did not stream: a
/// stream that is there lowers them, and a cure must not break its own comparison.
/// </summary>
static class LoadGuards
{
    // Too little time without a stream says nothing of the rate there.
    const double LeastMinutes = 0.25;

    public static IReadOnlyList<Guard> Check(TrialArm baseline, TrialArm candidate) =>
    [
        Complete(baseline, candidate),
        Pressure(baseline, candidate),
        Within("OOM rates comparable", "OOMs", baseline, candidate, x => x.Ooms, VerdictRule.OomFactor),
        Within(GuardNames.Evictions, "evictions", baseline, candidate, x => x.FreeSome, VerdictRule.EvictionFactor),
        Slots(baseline, candidate),
    ];

    static Guard Complete(TrialArm baseline, TrialArm candidate)
    {
        const string name = "logs complete";
        var runs = baseline.Runs.Concat(candidate.Runs).Select(x => x.Figures).ToList();
        string[] torn = [.. runs.Where(x => x.LogComplete == false).Select(x => x.Tag)];
        return torn.Length > 0 ? new(name, GuardOutcome.Failed, $"A part of the log is missing: {string.Join(", ", torn)}.")
            : runs.All(x => x.LogComplete == true)
            ? new(name, GuardOutcome.Held, "Every log begins with its process and ends with a whole line.")
            : new(name, GuardOutcome.NotKnown, "Not every log shows whether it is complete.");
    }

    static Guard Pressure(TrialArm baseline, TrialArm candidate) =>
        ((TrialArm[])[baseline, candidate]).FirstOrDefault(x => x.Ooms < VerdictRule.MinimumOoms) is { } arm
            ? new(GuardNames.Pressure, GuardOutcome.Failed, $"The {arm.Name} had only {arm.Ooms} OOMs (at least {VerdictRule.MinimumOoms} "
                + "are needed): the memory pressure that the question is about was not there.")
            : new(GuardNames.Pressure, GuardOutcome.Held, $"{baseline.Ooms} OOMs in the baseline, {candidate.Ooms} in the candidate.");

    /// <summary>Fails only where the whole 95% interval of the ratio (over runs, Welch 1947) lies outside of what is comparable.</summary>
    static Guard Within(string name, string what, TrialArm baseline, TrialArm candidate,
        Func<(int Ooms, int FreeSome, double Minutes), int> count, double factor)
    {
        // Those that are left say nothing of those that are cut: these had the most.
        if (baseline.Runs.Concat(candidate.Runs).Where(x => x.Waiting is null).Select(x => x.Figures.Tag).ToList() is { Count: > 0 } cut)
            return new(name, GuardOutcome.NotKnown, $"The timeline is cut in {string.Join(", ", cut)}: when all {what} came is not known.");
        var (b, c) = (Rates(baseline, count), Rates(candidate, count));
        if (b.Count < 2 || c.Count < 2)
            return new(name, GuardOutcome.NotKnown, $"Too little time without the video's stream to compare {what} a minute in it.");
        var (bVar, cVar) = (Variance(b) / b.Count, Variance(c) / c.Count);
        var (ratio, error) = (c.Average() - b.Average(), Math.Sqrt(bVar + cVar));
        var freedom = error > 0
            ? Math.Pow(bVar + cVar, 2) / ((bVar * bVar / (b.Count - 1)) + (cVar * cVar / (c.Count - 1))) : b.Count + c.Count - 2;
        var width = StudentT.InvCDF(0, 1, freedom, (1 + VerdictRule.Confidence) / 2) * error;
        var (low, high) = (Math.Exp(ratio - width), Math.Exp(ratio + width));
        var finding =
            $"Without the video's stream {Math.Exp(b.Average()):0.0} {what} a minute in the baseline, {Math.Exp(c.Average()):0.0} "
            + $"in the candidate: {Math.Exp(ratio):0.00} times (95% {low:0.00} to {high:0.00}); comparable is {1 / factor:0.00} to "
            + $"{factor:0.00}.";
        return low > factor || high < 1 / factor ? new(name, GuardOutcome.Failed, finding) : new(name, GuardOutcome.Held, finding);
    }

    /// <summary>Logarithms of the runs' rates, half an event added to each.</summary>
    static List<double> Rates(TrialArm arm, Func<(int Ooms, int FreeSome, double Minutes), int> count) =>
        [.. arm.Runs.Where(x => x.Waiting?.Minutes >= LeastMinutes)
            .Select(x => Math.Log((count(x.Waiting!.Value) + 0.5) / x.Waiting!.Value.Minutes))];

    static double Variance(List<double> values) => values.Sum(x => Math.Pow(x - values.Average(), 2)) / (values.Count - 1);

    static Guard Slots(TrialArm baseline, TrialArm candidate) =>
        baseline.SlotsExhausted || candidate.SlotsExhausted
            ? new(GuardNames.Slots, GuardOutcome.NotKnown, "All 50 slots were taken for a while in "
                + $"{(!baseline.SlotsExhausted ? "the candidate only" : candidate.SlotsExhausted ? "both arms" : "the baseline")}: what "
                + "came then could not become a stream, at any ring size.")
            : new(GuardNames.Slots, GuardOutcome.Held,
                $"At most {baseline.PeakStreams} streams at once in the baseline, {candidate.PeakStreams} in the candidate.");
}
