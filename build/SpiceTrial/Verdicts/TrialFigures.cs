namespace SpiceTrial.Verdicts;

/// <summary>The figures of a comparison: the primary one, which decides, and those that are shown beside it.</summary>
static class TrialFigures
{
    public const string Primary = "share of the video's playback that streamed";

    public const string PrimaryOfPlays = "share of the video's plays that streamed";

    public static ComparedFigure Of(TrialSet set, RandomizationTest test, int looks) =>
        Shown(set, set.Plan?.Primary ?? Primary, set.Value) with
        {
            PValue = Math.Min(1, test.PValue * (1 + looks)),
            MinimumEffect = VerdictRule.MinimumGain,
        };

    public static IEnumerable<ComparedFigure> Further(TrialSet set)
    {
        yield return Shown(set, "video re-engagements per minute", x => x.ReEngagements / x.Minutes);
        yield return Shown(set, "video engagements per minute", x => x.Engagements / x.Minutes);
        yield return Shown(set, "share of playback since the first stream that streamed", x => x.ShareOnceEngaged);
        if (set.IsOfPlays)
            yield return Shown(set, Primary, x => x.Share);
        yield return Shown(set, "runs in which the video engaged (share)", x => x.Engagements > 0 ? 1 : 0);
        yield return Shown(set, "other creates per minute", x => x.OtherCreates / x.Minutes);
        yield return Shown(set, "OOMs per minute", x => x.Figures.Ooms / x.Minutes);
        yield return Shown(set, "evictions (free_some) per minute", x => x.Figures.FreeSome / x.Minutes);
        yield return Shown(set, "evictions per OOM (share)", x => x.Figures.FreeSomeShare ?? 0);
        yield return Shown(
            set, "freezes of the guest's driver per 1000 OOMs", x => 1000.0 * x.GuestDriverFreezes / Math.Max(1, x.Figures.Ooms));
    }

    static ComparedFigure Shown(TrialSet set, string name, Func<TrialRun, double> value)
    {
        var test = set.Test(value);
        var (baseline, candidate) = (Mean(set.Baseline, value), Mean(set.Candidate, value));
        const double tail = (1 - VerdictRule.Confidence) / 2;
        return new(name, baseline, candidate, baseline > 0 ? candidate / baseline : null, Finite(test.Low(tail)), Finite(test.High(tail)));
    }

    static double? Mean(TrialArm arm, Func<TrialRun, double> value) => arm.Runs.Count > 0 ? arm.Runs.Average(value) : null;

    static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
