using MathNet.Numerics.Statistics;

namespace SpiceTrial.Verdicts;

/// <summary>The four questions of <c>docs/verdict-rule.md</c>, in order: the first that has an answer is the verdict.</summary>
/// <param name="Set">Both arms.</param>
/// <param name="Primary">The figure that decides, its p-value times the number of looks.</param>
/// <param name="Test">Its test.</param>
/// <param name="Looks">How often these runs were looked at before.</param>
sealed record Decide(TrialSet Set, ComparedFigure Primary, RandomizationTest Test, int Looks)
{
    public Decision Of(IReadOnlyList<Guard> arms, IReadOnlyList<Guard> load) =>
        Failed(arms) ?? TooFew() ?? Worse() ?? Failed(load.Where(x => b.FreeSome > 0 || x.Name != GuardNames.Evictions))
        ?? NoEvictions() ?? Less() ?? Helps() ?? NoHelp() ?? Open();

    readonly TrialArm b = Set.Baseline, c = Set.Candidate;

    // Of the figure that decides.
    double? Stock => Primary.Baseline;
    string Unit => Set.IsOfPlays ? "plays" : "playback";
    string Shares => Wording.Of(Primary);

    bool IsHigher => Differs(Test) && Test.Difference > 0;

    bool Differs(RandomizationTest test) => test.PValue * (1 + Looks) <= VerdictRule.Level;

    static Decision? Failed(IEnumerable<Guard> guards) =>
        guards.Where(x => x.Outcome == GuardOutcome.Failed).Select(x => $"Not comparable ({x.Name}): {x.Finding}")
            .ToList() is { Count: > 0 } findings ? new(Verdict.NotComparable, false, findings) : null;

    Decision? TooFew()
    {
        string[] missing = [.. ((TrialArm[])[b, c])
            .Where(x => x.Runs.Count < VerdictRule.LeastRuns && x.Given.Count < VerdictRule.LeastRuns)
            .Select(x => $"{VerdictRule.LeastRuns - x.Runs.Count} more of the {x.Name}")];
        return missing.Length > 0
            ? Decision.Inconclusive(
                $"Too few runs for yes or no: {VerdictRule.LeastRuns} of each arm are the least, {string.Join(" and ", missing)} "
                + $"are missing. What there is: {Shares}.")
            : null;
    }

    /// <summary>Is it worse?</summary>
    Decision? Worse()
    {
        IReadOnlyList<string> harm =
        [
            .. Harm.Of(Set),
            .. IsLess && DoubtLess() is null ? [$"The video streams less: {Shares}."] : (string[])[],
        ];
        return harm.Count > 0
            ? new(Verdict.Regression, false, [.. harm, .. Counts && IsHigher ? [$"All the same: {Shares}."] : (string[])[]]) : null;
    }

    bool IsLess => Counts && Shows(Test, -1);

    bool Shows(RandomizationTest test, int sign) => Differs(test) && sign * test.Difference >= VerdictRule.MinimumGain;

    string? DoubtLess() => Doubt() ?? Lengths(candidateIsBetter: false) ?? Missing(1, x => Shows(x, -1));

    /// <summary>A loss that is no regression yet is not health; where it lies before the first stream and no gain is left after that
    /// either, a gain is excluded all the same.</summary>
    Decision? Less()
    {
        if (!IsLess || DoubtLess() is not { } doubt)
            return null;
        var less = $"The video streams less, but that does not count yet. {doubt}";
        var isExcluded = Drift() is null && Set.Test(Set.OnceEngaged).High(Confidence) < VerdictRule.MinimumGain;
        return isExcluded && NoHelp() is { Verdict: Verdict.Refuted } refuted
            ? refuted with { Reasons = [.. refuted.Reasons, less] } : new(Verdict.Inconclusive, false, less, Shares);
    }

    double Confidence => VerdictRule.OneSided / (1 + Looks);

    bool Counts => Math.Min(b.Runs.Count, c.Runs.Count) >= VerdictRule.LeastRuns;

    /// <summary>Was the ring ever written?</summary>
    Decision? NoEvictions()
    {
        if (b.FreeSome > 0 || !Counts)
            return null;
        if (c.FreeSome > 0)
            return new(Verdict.NotComparable, false,
                $"Only the candidate evicted draws ({c.FreeSome} times): the ring was at work in one arm only.");
        if (IsHigher)
            return new(Verdict.NotComparable, false,
                "The candidate did better although neither arm ever evicted a draw: the ring can't be why, something else differs. "
                    + $"{Shares}.");
        if ((Unseen() ?? Missing(1, _ => false)) is { } obstacle)
            return new(Verdict.Inconclusive, false, $"The ring was never written, but that does not count yet. {obstacle}");
        return Stock < VerdictRule.HealthyShare && b.Ooms >= VerdictRule.OomsWithoutEviction
            && b.Runs.All(x => x.Figures.LogComplete != false)
            ? new(Verdict.Refuted, false,
                $"The video stalls in the baseline ({Wording.Percent(Stock)} of its {Unit} streamed) although none "
                + $"of its {b.Ooms} OOMs evicted a draw (free_some): the trace ring was never written, so its size can't be why.")
            : Decision.Inconclusive(
                $"No OOM of the baseline evicted a draw (free_some), so the ring was never written there; {b.Ooms} OOMs are "
                + "too few, or the symptom was not there, to call that a refutation.");
    }

    /// <summary>Does it help?</summary>
    Decision? Helps()
    {
        if (!Counts)
            return Decision.Inconclusive($"Too few runs played: {b.Runs.Count} of the baseline, {c.Runs.Count} of the candidate; "
                + $"{VerdictRule.LeastRuns} of each are the least. {string.Join(" ", Delivery.Caveats(b, c))}");
        if (!Shows(Test, 1))
            return null;
        if (Stock >= VerdictRule.HealthyShare)
            return Healthy();
        return (Doubt() ?? Lengths(candidateIsBetter: true) ?? Delivery.Obstacle(Set) ?? Missing(0, x => Shows(x, 1))) is { } obstacle
            ? new(Verdict.Inconclusive, false, $"The video streams more, but that does not count yet. {obstacle}", Shares)
            : new(Verdict.Confirmed, false, $"The video streams more: {Shares}.");
    }

    // Why a difference, in either direction, may not be the library's.
    string? Doubt() => OnlyBefore() ?? Drift();

    /// <summary>What may be lost while it plays has streamed for more of a run that was soon over: the arm that is said to do better must
    /// not be the shorter one. A single long run does not make up for short ones. A cure may fill pauses: against the baseline these
    /// count.</summary>
    string? Lengths(bool candidateIsBetter)
    {
        double Length(TrialRun run) => candidateIsBetter ? run.PlaybackSeconds : run.Length;
        var most = VerdictRule.LengthFactor * Math.Max(b.Runs.Select(Length).Median(), c.Runs.Select(Length).Median());
        double Of(TrialArm arm) => arm.Runs.Average(x => Math.Min(most, Length(x)));
        var (stock, patched) = (Of(b), Of(c));
        return VerdictRule.LengthFactor * (candidateIsBetter ? patched : stock) >= (candidateIsBetter ? stock : patched) ? null
            : $"The baseline's runs are {Wording.Minutes(stock)} long, the candidate's {Wording.Minutes(patched)}: a video that is lost "
                + "while it plays has streamed for more of a short run. Play both equally long.";
    }

    /// <summary>Planned runs are not there, and with them it could be otherwise.</summary>
    /// <param name="candidate">What those of the candidate would have to be (0 or 1); those of the baseline the other.</param>
    /// <param name="holds">What must hold all the same.</param>
    string? Missing(int candidate, Func<RandomizationTest, bool> holds) =>
        Set.Missing.Count > 0 && !holds(Set.WithMissing(candidate, 1 - candidate))
            ? $"{string.Join(", ", Set.Missing.Select(x => x.Tag))}: planned runs that were made and have no figures, or were passed "
                + "over for later ones; with them it could be otherwise. Give all that were made, and play each."
            : null;

    /// <summary>The difference lies in the time before the video first streamed, in which nothing shows that it played.</summary>
    string? OnlyBefore() =>
        Set.Test(Set.OnceEngaged).Difference * Math.Sign(Test.Difference) < VerdictRule.MinimumGain
        ? "All of the difference lies before the video's first stream, where nothing in the logs shows that it was playing: play it "
            + "from the same moment in every run, or give the client's reports."
        : null;

    /// <summary>Arms that were not made in turns, and whose runs drift so that the order may explain the difference.</summary>
    string? Drift() => !Set.IsOrderKnown
        ? "The order of the runs is not known, so that a drift may be the difference: give logs that name the date, or make a plan "
            + "(./build.sh Plan)."
        : !Set.IsInTurns && Set.TrendPValue(Set.Value) is > VerdictRule.DriftLevel and var p
        ? $"The runs were not made in turns ({Set.Order}: S stock, P patched) and change from one to the next: with a steady drift "
            + $"taken out the difference may be chance (p {Wording.P(p)}, one-sided). Make them in turns: ./build.sh Plan."
        : null;

    Decision Healthy() => new(Verdict.Inconclusive, false,
        $"The baseline streams {Wording.Percent(Stock)} of the video's {Unit}: it has no symptom to cure, so this workload can't "
            + "tell what the ring does for one that has.");

    /// <summary>Is an effect excluded?</summary>
    Decision? NoHelp()
    {
        if (Stock >= VerdictRule.HealthyShare)
            return Healthy();
        if (!Excludes(Test))
            return null;
        var excluded = $"A gain of {VerdictRule.MinimumGain * 100:0} points is excluded: at most {Test.High(Confidence) * 100:+0.0;-0.0} "
            + $"points (95%, one-sided). {Shares}.";
        return (Unseen() ?? Lengths(candidateIsBetter: false) ?? Missing(1, Excludes)) is { } obstacle
            ? new(Verdict.Inconclusive, false, $"The video does not stream more, but that does not count yet. {obstacle}", Shares)
            : new(Verdict.Refuted, false, excluded);
    }

    bool Excludes(RandomizationTest test) => test.High(Confidence) < VerdictRule.MinimumGain;

    /// <summary>A desktop at which nobody plays anything has OOMs too.</summary>
    string? Unseen() => b.Runs.Concat(c.Runs).Any(x => x.IsVideoShown) ? null
        : "Nothing shows that the video played in any run: it never streamed, and neither a client's report (1 MB a second and more) nor "
            + "the guest's play log tells of its frames. Give one of these.";

    Decision Open() => Decision.Inconclusive($"Neither shown nor excluded: {Shares}.");
}
