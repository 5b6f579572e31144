namespace SpiceTrial.Verdicts;

/// <summary>The order of <c>docs/verdict-rule.md</c>: the first of its points that holds is the verdict.</summary>
static class Decide
{
    public static Decision Of(Evidence evidence) =>
        Arms(evidence) ?? Precaution.Of(evidence) ?? Load(evidence) ?? NoEvictions(evidence) ?? Exposure(evidence) ?? Harm(evidence)
            ?? Benefit(evidence)
        ?? Healthy(evidence) ?? NoBenefit(evidence) ?? Open(evidence);

    static Decision? Arms(Evidence evidence) => Failed(evidence.ArmGuards);

    static Decision? Load(Evidence evidence) =>
        // Evictions that are missing altogether have a point of their own.
        Failed(evidence.LoadGuards.Where(x => evidence.Baseline.FreeSome > 0 || x.Name != GuardNames.Evictions));

    static Decision? Failed(IEnumerable<Guard> guards) =>
        guards.Where(x => x.Outcome == GuardOutcome.Failed).Select(x => $"Not comparable ({x.Name}): {x.Finding}")
            .ToList() is { Count: > 0 } findings ? Decision.NotComparable(findings) : null;

    static Decision? NoEvictions(Evidence evidence)
    {
        var (baseline, candidate) = (evidence.Baseline, evidence.Candidate);
        if (baseline.FreeSome > 0)
            return null;
        if (candidate.FreeSome > 0)
            return Decision.NotComparable(
                $"Only the candidate evicted draws ({candidate.FreeSome} times): the ring was at work in one arm only.");
        if (evidence.Better is { Count: > 0 } better)
            return Decision.NotComparable(
                [$"The candidate did better although neither arm ever evicted a draw: the ring can't be why, something else differs.",
                    .. better]);
        var (seen, known) = (baseline.Ooms >= VerdictRule.OomsWithoutEviction, baseline.Runs.All(x => x.Figures.LogComplete != false));
        if (!evidence.HasSymptom || !seen || !known || Exposure(evidence) is not null)
            return Decision.Inconclusive(evidence.HasSymptom,
                $"No OOM of the baseline evicted a draw (free_some), so the ring was never written there; {baseline.Ooms} OOMs are too "
                    + "few, or the symptom was not there, to call that a refutation.");
        return Decision.Refuted(
            $"The video stalls in the baseline (share of time streaming {Wording.Percent(baseline.Share)}) although none of its "
                    + $"{baseline.Ooms} OOMs evicted a draw (free_some): the trace ring was never written, so its size can't be why.");
    }

    static Decision? Exposure(Evidence evidence) =>
        ((TrialArm[])[evidence.Baseline, evidence.Candidate]).Where(x => x.PlaybackSeconds < VerdictRule.MinimumPlaybackSeconds)
        .Select(x =>
            ($"The {x.Name} has only {x.PlaybackSeconds:0} s of playback that can be counted; {VerdictRule.MinimumPlaybackSeconds:0} s are "
                + "the least.")).ToList() is { Count: > 0 } reasons
            ? Decision.Inconclusive(true, reasons) : null;

    static Decision? Harm(Evidence evidence)
    {
        var figures = evidence.Figures;
        List<string> harm =
        [
            .. figures.Engagements is { AdjustedPValue: <= VerdictRule.Level, High: < 1 }
                ? [$"The video comes back more rarely: {Wording.Of(figures.Engagements)}."] : (string[])[],
            .. figures.Share is { AdjustedPValue: <= VerdictRule.Level, High: < 0 }
                ? [$"The video streams less: {Wording.Of(figures.Share)}."] : (string[])[],
            .. figures.Freezes is { AdjustedPValue: <= VerdictRule.Level, Low: > 1 }
                ? [$"The guest freezes more often: {Wording.Of(figures.Freezes)}."] : (string[])[],
        ];
        return harm.Count > 0 ? Decision.Regression([.. harm, .. evidence.Better]) : null;
    }

    static Decision? Benefit(Evidence evidence)
    {
        if (evidence.Better is not { Count: > 0 } better)
            return null;
        var share =
            $"share of time streaming: {Wording.Percent(evidence.Baseline.Share)} in the baseline, "
                + $"{Wording.Percent(evidence.Candidate.Share)} in the candidate";
        if (evidence.StreamsMore != true)
            return Decision.Inconclusive(evidence.StreamsMore is not null,
                [$"The stream comes back more often, but that it streams for more of the time is not shown ({share}): a stream that flaps "
                    + "helps nobody.", .. better]);
        if (evidence.Candidate.Freezes > 0 && evidence.Baseline.Freezes == 0)
            return Decision.Inconclusive(true,
                [$"The stream comes back more often, but the guest froze {evidence.Candidate.Freezes} times in the candidate and never in "
                    + $"the baseline; that must be settled first: {Wording.Of(evidence.Figures.Freezes)}.", .. better]);
        if (Endings(evidence) is { } ending)
            return Decision.Inconclusive(false, [ending, .. better]);
        return new(Verdict.Confirmed,
            [.. better.Select(x => $"Higher with the candidate: {x}."), $"Higher too: {share}.", .. Caveats.Of(evidence)]);
    }

    /// <summary>Whether more candidate runs ended badly, or may have.</summary>
    static string? Endings(Evidence evidence)
    {
        var (b, c) = (evidence.Baseline, evidence.Candidate);
        if (c.Down * b.Given > b.Down * c.Given)
            return $"The stream comes back more often, but {Wording.Endings(b, c)}; that must be settled first.";
        return FisherExact.More(b.SilentEnds, b.Runs.Count, c.SilentEnds, c.Runs.Count) is <= VerdictRule.Level and var p
            ? $"The stream comes back more often, but {Wording.SilentEnds(b, c)} That this is chance has p {p:0.000} (Fisher's exact "
                    + "test, one-sided): look at the guest or at the client's reports first."
            : null;
    }

    static Decision? Healthy(Evidence evidence) => evidence.HasSymptom ? null : Decision.Inconclusive(false,
        $"The baseline streams {Wording.Percent(evidence.Baseline.Share)} of the time: it has no symptom to cure, so this workload can't "
            + "tell what the ring does for one that has.");

    static Decision? NoBenefit(Evidence evidence)
    {
        var rates = ((ComparedFigure[])[evidence.Figures.Engagements, evidence.Figures.ReEngagements]).Where(x => x.PValue is not null)
            .ToList();
        return rates.Count > 0 && evidence.StreamsMore == false && !evidence.StreamsClearlyMore
            && rates.All(x => x.High < VerdictRule.MinimumRatio)
            ? Decision.Refuted([.. rates.Select(
                x => $"An effect of {VerdictRule.MinimumRatio:0} times is excluded: {Wording.Of(x)}."), .. Caveats.Of(evidence)])
            : null;
    }

    static Decision Open(Evidence evidence) => Decision.Inconclusive(evidence.Figures.ReEngagements.Baseline is not null,
    [
        .. ((ComparedFigure[])[evidence.Figures.ReEngagements, evidence.Figures.Engagements])
        .Select(x => $"Neither shown nor excluded: {Wording.Of(x)}."),
        .. evidence.StreamsMore == true
            ? [$"The share of time streaming is higher ({Wording.Percent(evidence.Baseline.Share)} to "
                + $"{Wording.Percent(evidence.Candidate.Share)}), but nothing beside it is."]
            : (string[])[],
        .. Caveats.SingleRuns(evidence),
    ]);
}
