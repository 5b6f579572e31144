namespace SpiceTrial.Verdicts;

/// <summary>The constants of the rule in <c>docs/verdict-rule.md</c>. A change is a new <see cref="Id"/>; the document says when each was
/// made and what was known then.</summary>
public static class VerdictRule
{
    public const string Id = "spice-trial-verdict-8";

    /// <summary>Of the primary figure, two-sided: one-sided 2%, which four runs of each arm can reach in any set of orders here.</summary>
    public const double Level = 0.04;

    /// <summary>Of all tests of harm together, one-sided (Holm).</summary>
    public const double HarmLevel = 0.025;

    /// <summary>Of an effect that is excluded, one-sided.</summary>
    public const double OneSided = 0.05;

    /// <summary>Of what stands in the way of a confirmation, one-sided: 3 of 4 runs that went wrong against none do.</summary>
    public const double ObstacleLevel = 0.1;

    /// <summary>Of a difference of arms that were not made in turns, a steady drift taken out, one-sided: drifts are seldom
    /// steady.</summary>
    public const double DriftLevel = 0.005;

    /// <summary>Of the intervals that are shown.</summary>
    public const double Confidence = 0.95;

    /// <summary>Chance to decide that a trial of <c>runsNeeded</c> runs has.</summary>
    public const double Power = 0.8;

    /// <summary>Smallest gain in the share (0 to 1) of playback that streams that counts as the cure.</summary>
    public const double MinimumGain = 0.1;

    /// <summary>From this share on the baseline has no symptom to cure.</summary>
    public const double HealthyShare = 0.8;

    /// <summary>Runs of each arm below which nothing is said but the figures.</summary>
    public const int LeastRuns = 4;

    /// <summary>Playback in seconds below which a run is not counted: it never really played.</summary>
    public const double LeastPlaybackSeconds = 10;

    /// <summary>Bytes a second of the whole run, from which on its client received a video, drawn and not streamed: those of session 006
    /// received 5 million and more.</summary>
    public const double DrawnVideoBytesPerSecond = 1_000_000;

    /// <summary>Playback of the arms' runs is comparable within this factor, on average.</summary>
    public const double LengthFactor = 1.25;

    /// <summary>OOMs of an arm below which there was no memory pressure.</summary>
    public const int MinimumOoms = 20;

    /// <summary>OOMs a minute without the video's stream are comparable within this factor.</summary>
    public const double OomFactor = 1.5;

    /// <summary>Evictions a minute without it are comparable within this factor.</summary>
    public const double EvictionFactor = 2;

    /// <summary>OOMs without one eviction that exclude (95%) an unseen share of 3%: the rule of three.</summary>
    public const int OomsWithoutEviction = 100;

    /// <summary>Runs of each arm that a trial plans for.</summary>
    public const int PlannedRuns = 5;

    /// <summary>Playback of each planned run, as in session 006.</summary>
    public const int PlannedMinutes = 9;
}
