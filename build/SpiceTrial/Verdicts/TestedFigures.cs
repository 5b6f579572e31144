namespace SpiceTrial.Verdicts;

/// <summary>The figures that are tested, with their intervals and Holm's correction.</summary>
public sealed record TestedFigures(
    ComparedFigure ReEngagements, ComparedFigure Engagements, ComparedFigure Share, ComparedFigure Freezes, IReadOnlyList<string> Notes)
{
    /// <summary>How many there are; they stand first among the comparison's figures.</summary>
    public const int Count = 4;

    /// <param name="baseline">The stock arm.</param>
    /// <param name="candidate">The patched arm.</param>
    /// <param name="looks">How often these arms were compared before with fewer runs: each look is another chance of a false finding
    /// (Bonferroni).</param>
    public static TestedFigures Of(TrialArm baseline, TrialArm candidate, int looks = 0)
    {
        var notes = new List<string>();
        ComparedFigure[] figures =
        [
            Rate("video re-engagements per minute", baseline, candidate, x => x.ReEngagements, x => x.PlaybackSeconds,
                VerdictRule.MinimumRatio, notes),
            Rate("video engagements per minute without a stream", baseline, candidate, x => x.Engagements, x => x.WaitingSeconds,
                VerdictRule.MinimumRatio, notes),
            ShareOf(baseline, candidate),
            Rate("guest freezes per minute", baseline, candidate, x => x.Figures.Freezes.Count, x => x.PlaybackSeconds, null, notes),
        ];
        var tested = figures.Where(x => x.PValue is not null).ToList();
        var adjusted = Holm.Adjust([.. tested.Select(x => x.PValue!.Value)]);
        figures = [.. figures.Select(
            x => tested.IndexOf(x) is >= 0 and var i ? x with { AdjustedPValue = Math.Min(1, adjusted[i] * (1 + looks)) } : x)];
        return new(figures[0], figures[1], figures[2], figures[3], notes);
    }

    static ComparedFigure Rate(
        string name, TrialArm baseline, TrialArm candidate, Func<TrialRun, int> events, Func<TrialRun, double?> seconds, double? minimum,
        List<string> notes)
    {
        if (baseline.Runs.Concat(candidate.Runs).Any(x => seconds(x) is null) || baseline.Runs.Count == 0 || candidate.Runs.Count == 0)
            return new(name, null, null, MinimumEffect: minimum,
                Remark: baseline.Runs.Count == 0 || candidate.Runs.Count == 0
                    ? "not known: an arm has no run" : "not known: a log carries no times");
        var (b, c) = (baseline.Rates(events, seconds), candidate.Rates(events, seconds));
        var (bEvents, cEvents, bMinutes, cMinutes) =
            (b.Sum(x => x.Events), c.Sum(x => x.Events), b.Sum(x => x.Minutes), c.Sum(x => x.Minutes));
        if (bMinutes <= 0 || cMinutes <= 0)
            return new(name, null, null, MinimumEffect: minimum, Remark: "not tested: an arm has no time in which it could happen");
        var figure = new ComparedFigure(name, bEvents / bMinutes, cEvents / cMinutes, MinimumEffect: minimum);
        if (bEvents + cEvents == 0)
            return figure with { Remark = "not tested: it happened in neither arm" };
        var variation = RunVariation.Of(b, c);
        var estimate = ExactRates.Compare(bEvents, bMinutes, cEvents, cMinutes).OrMoreCautious(variation.Estimate);
        if (variation is { DispersionPValue: < 0.05, Dispersion: > 1 })
            notes.Add($"Runs of the same arm differ more than chance in {name} ({variation.Dispersion:0.0} times Poisson's variance): the "
                    + "interval is widened for it.");
        return figure with
        {
            Ratio = bEvents == 0 ? null : figure.Candidate / figure.Baseline,
            Low = estimate.Low,
            High = double.IsFinite(estimate.High) ? estimate.High : null,
            PValue = estimate.PValue,
            Remark = variation.IsAssumed ? "variation between runs assumed: too few runs to see it" : null,
        };
    }

    static ComparedFigure ShareOf(TrialArm baseline, TrialArm candidate)
    {
        var figure = new ComparedFigure("share of time streaming", baseline.Share, candidate.Share,
            MinimumEffect: VerdictRule.MinimumShareGain, Scale: FigureScale.Difference);
        if (baseline.Share is not { } b || candidate.Share is not { } c)
            return figure with { Remark = "not known: a log carries no times" };
        figure = figure with { Ratio = b > 0 ? c / b : null };
        if (b == 0 && c == 0)
            return figure with { Remark = "not tested: neither arm streamed" };
        var within = ShareWithinRuns.Compare(
            b, Math.Max(baseline.Engagements, baseline.Runs.Count), c, Math.Max(candidate.Engagements, candidate.Runs.Count));
        if (Math.Min(baseline.Runs.Count, candidate.Runs.Count) < VerdictRule.RunsForVariation)
            return figure with { Low = within.Low, High = within.High,
                Remark = $"not tested (that needs {VerdictRule.RunsForVariation} runs in each arm); the interval is from the changes "
                    + "within the runs" };

        var estimate = ShareTest.Compare([.. baseline.Runs.Select(x => x.Share!.Value)], [.. candidate.Runs.Select(x => x.Share!.Value)])
            .OrMoreCautious(within);
        return figure with { Low = estimate.Low, High = estimate.High, PValue = estimate.PValue };
    }
}
