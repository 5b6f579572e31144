namespace SpiceTrial.Verdicts;

/// <summary>Whether both arms were under the same load and their logs tell all of it.</summary>
static class LoadGuards
{
    public static IReadOnlyList<Guard> Check(TrialArm baseline, TrialArm candidate) =>
        [Complete(baseline, candidate), Pressure(baseline, candidate), Evictions(baseline, candidate), Slots(baseline, candidate)];

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

    static Guard Pressure(TrialArm baseline, TrialArm candidate)
    {
        const string name = "OOM rates comparable";
        foreach (var arm in (TrialArm[])[baseline, candidate])
        {
            if (arm.Ooms < VerdictRule.MinimumOoms)
                return new(name, GuardOutcome.Failed,
                    $"The {arm.Name} had only {arm.Ooms} OOMs (at least {VerdictRule.MinimumOoms} are needed): the memory pressure that "
                        + "the question is about was not there.");
        }

        return Within(name, "OOMs a minute", baseline.Ooms / baseline.PlaybackMinutes, candidate.Ooms / candidate.PlaybackMinutes,
            VerdictRule.OomFactor);
    }

    static Guard Evictions(TrialArm baseline, TrialArm candidate)
    {
        if (baseline.FreeSome == 0 || candidate.FreeSome == 0)
        {
            var where = (baseline.FreeSome, candidate.FreeSome) switch { (0, 0) => "Neither arm", (0, _) => "Not the baseline",
                _ => "Not the candidate" };
            return new(GuardNames.Evictions, GuardOutcome.Failed,
                $"{where} evicted a draw (baseline {baseline.FreeSome} of {baseline.Ooms} OOMs, candidate {candidate.FreeSome} of "
                    + $"{candidate.Ooms}).");
        }

        return Math.Min(baseline.FreeSome, candidate.FreeSome) < VerdictRule.MinimumEvictions
            ? new(GuardNames.Evictions, GuardOutcome.NotKnown,
                $"Too few to compare: baseline {baseline.FreeSome}, candidate {candidate.FreeSome}.")
            : Within(GuardNames.Evictions, "evictions a minute", baseline.FreeSome / baseline.PlaybackMinutes,
                candidate.FreeSome / candidate.PlaybackMinutes, VerdictRule.EvictionFactor);
    }

    static Guard Slots(TrialArm baseline, TrialArm candidate) =>
        baseline.SlotsExhausted || candidate.SlotsExhausted
            ? new(GuardNames.Slots, GuardOutcome.Failed, "All 50 slots were taken in "
                + $"{(!baseline.SlotsExhausted ? "the candidate only" : candidate.SlotsExhausted ? "both arms" : "the baseline")}.")
            : new(GuardNames.Slots, GuardOutcome.Held,
                $"At most {baseline.PeakStreams} streams at once in the baseline, {candidate.PeakStreams} in the candidate.");

    static Guard Within(string name, string what, double baseline, double candidate, double factor)
    {
        var ratio = candidate / baseline;
        return new(name, ratio <= factor && ratio >= 1 / factor ? GuardOutcome.Held : GuardOutcome.Failed,
            $"{baseline:0.0} {what} in the baseline, {candidate:0.0} in the candidate: {ratio:0.00} times, "
                    + $"{(ratio <= factor && ratio >= 1 / factor ? "within" : "outside")} {1 / factor:0.00} to {factor:0.00}.");
    }
}
