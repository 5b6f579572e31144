namespace SpiceTrial.Verdicts;

/// <summary>What was started or planned against what came of it: runs that are missing may be the ones that went wrong.</summary>
static class Delivery
{
    /// <summary>More of the candidate's starts yielded no whole run than chance explains.</summary>
    public static string? Obstacle(TrialSet set)
    {
        var (b, c) = (set.Baseline, set.Candidate);
        // Also without the silent ends: where a log goes on behind its playback, every run has one, and hides the others.
        var p = Math.Min(FisherExact.More(b.Undelivered, b.Starts, c.Undelivered, c.Starts),
            FisherExact.More(b.Doubtful, b.Starts, c.Doubtful, c.Starts));
        if (p <= VerdictRule.ObstacleLevel)
            return $"{Words(b, c)} That this is chance has p {Wording.P(p)}: find out first what became of them.";
        return set.Test(x => x.Silences) is { PHigher: <= VerdictRule.OneSided and var silent }
            ? $"Nothing was drawn for long {c.Runs.Sum(x => x.Silences)} times in the candidate's runs and {b.Runs.Sum(x => x.Silences)} "
                + $"times in the baseline's (p {Wording.P(silent)}): pauses of the player, or freezes; the log can't tell. Play both alike."
            : null;
    }

    public static IEnumerable<string> Caveats(TrialArm baseline, TrialArm candidate)
    {
        if (candidate.Doubtful + baseline.Doubtful > 0)
            yield return Words(baseline, candidate);
    }

    static string Words(TrialArm baseline, TrialArm candidate) =>
        $"{candidate.Doubtful} of {candidate.Starts} starts of the candidate and {baseline.Doubtful} of {baseline.Starts} of the "
            + $"baseline gave no whole run, for all that is known. Candidate: {Kinds(candidate)}; baseline: {Kinds(baseline)}.";

    static string Kinds(TrialArm arm)
    {
        (int Count, string Words)[] kinds = [(arm.Down, "crashed, or their guest was stuck or froze for good"),
            (arm.NeverPlayed, "did not play"), (arm.FailedStarts, "failed to start"), (arm.NoEnd, "have a log that stops without an end"),
            (arm.SilentEnds, "fell silent at their end: playback was over, or the guest froze"), (arm.Missing, "are missing")];
        return kinds.Where(x => x.Count > 0).Select(x => $"{x.Count} {x.Words}").ToList() is { Count: > 0 } all
            ? string.Join(", ", all) : "all whole";
    }
}
