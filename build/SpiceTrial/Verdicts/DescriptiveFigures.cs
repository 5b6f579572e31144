namespace SpiceTrial.Verdicts;

/// <summary>Figures that are shown beside the tested ones, and decide nothing.</summary>
static class DescriptiveFigures
{
    public static IEnumerable<ComparedFigure> Of(TrialArm baseline, TrialArm candidate)
    {
        ComparedFigure Figure(string name, Func<TrialArm, double?> value)
        {
            var (b, c) = (Finite(value(baseline)), Finite(value(candidate)));
            return new(name, b, c, b > 0 ? c / b : null, Remark: "shown, not tested");
        }

        double PerMinute(TrialArm arm, double count) => count / arm.PlaybackMinutes;
        yield return Figure("video creates per minute", x => PerMinute(x, x.Engagements));
        yield return Figure("video stops per minute", x => PerMinute(x, x.Stops));
        yield return Figure("other creates per minute", x => PerMinute(x, x.OtherCreates));
        yield return Figure("runs in which the video engaged (share)", x => (double)x.Runs.Count(y => y.Engagements > 0) / x.Runs.Count);
        yield return Figure("plays in which the video engaged (share)",
            x => x.Runs.All(y => y.Figures.Plays is not null)
                ? (double)x.Runs.Sum(y => y.Figures.Plays!.Engaged) / x.Runs.Sum(y => y.Figures.Plays!.Seen) : null);
        yield return Figure("OOMs per minute", x => PerMinute(x, x.Ooms));
        yield return Figure("evictions (free_some) per minute", x => PerMinute(x, x.FreeSome));
        yield return Figure("evictions per OOM", x => (double)x.FreeSome / x.Ooms);
    }

    static double? Finite(double? value) => value is { } x && double.IsFinite(x) ? x : null;
}
