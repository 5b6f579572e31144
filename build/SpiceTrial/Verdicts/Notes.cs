namespace SpiceTrial.Verdicts;

/// <summary>What a reader must know, though it decides nothing.</summary>
static class Notes
{
    public static IEnumerable<string> Of(TrialArm baseline, TrialArm candidate)
    {
        if (baseline.Runs.Count == 0 || candidate.Runs.Count == 0)
            yield break;
        if (baseline.TraceItems is { } ring and not 8)
            yield return $"The baseline is not stock: its ring has {ring} entries.";
        // Measured on the real library (see docs/verdict-rule.md): a break costs the video at most its next 20 frames.
        var rate = baseline.FreeSome / baseline.PlaybackSeconds * 60;
        if (baseline.FreeSome > 0 && rate < SlowestVideo)
            yield return $"Evictions came {rate:0.0} times a minute in the baseline. An eviction sets the video's count back by at most "
                + $"20 frames, so it takes at least {SlowestVideo} a minute to keep even a video of 5 frames a second away for good (90 "
                + "for one "
                + "of 30): fewer can delay its stream, not prevent it, and then the ring alone does not explain a stall.";

        foreach (var arm in (TrialArm[])[baseline, candidate])
        {
            foreach (var run in arm.Runs)
            {
                if (arm == baseline && run.Figures.EvictionReach is { } reach)
                    yield return $"{run.Figures.Tag} ({arm.Name}): {reach.Finding}";
                foreach (var remark in run.Figures.Remarks)
                    yield return $"{run.Figures.Tag} ({arm.Name}): {remark}";
            }
        }
    }

    /// <summary>Evictions a minute that a video of 5 frames a second, the slowest that is streamed, must meet to lose every 20
    /// frames.</summary>
    const int SlowestVideo = 15;
}
