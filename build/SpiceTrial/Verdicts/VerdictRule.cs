namespace SpiceTrial.Verdicts;

/// <summary>The constants of the rule in <c>docs/verdict-rule.md</c>. A change is a new <see cref="Id"/>; the document says when each was
/// made and what was known then.</summary>
public static class VerdictRule
{
    public const string Id = "spice-trial-verdict-4";

    /// <summary>Chance of any false finding among all figures tested.</summary>
    public const double Level = 0.05;

    public const double Power = 0.8;

    /// <summary>Smallest ratio of engagement rates that counts as the cure.</summary>
    public const double MinimumRatio = 3;

    /// <summary>Smallest gain in the share (0 to 1) of time streaming that counts; twice the baseline's share does as well.</summary>
    public const double MinimumShareGain = 0.1;

    /// <summary>From this share on the baseline has no symptom to cure.</summary>
    public const double HealthyShare = 0.8;

    /// <summary>How much rates of identical runs are assumed to vary (coefficient of variation) where too few runs show it.</summary>
    public const double AssumedVariation = 0.25;

    /// <summary>
    /// What the logarithm of a run's rate is assumed to vary by (variance) where nothing can show it (<see cref="DegreesForVariation"/>):
    /// that of rates with a coefficient of variation of 100% (gamma with shape 1: trigamma(1) = pi²/6).
    /// </summary>
    public const double UnseenLogVariance = 1.645;

    /// <summary>
    /// Degrees of freedom (runs of both arms, less 2) from which the variation of runs is estimated. With fewer, Student's t asks for so
    /// much (2: 7.6 standard errors at Holm's sharpest level) that a second run made a finding less likely than one run alone.
    /// </summary>
    public const int DegreesForVariation = 3;

    /// <summary>Runs in each arm from which their variation is estimated instead, and the share tested: with 4 against 4 no permutation
    /// could pass Holm.</summary>
    public const int RunsForVariation = 5;

    /// <summary>A stream takes 20 frames (spice-server's <c>RED_STREAM_FRAMES_START_CONDITION</c>), 2/3 s at 30 frames a second.</summary>
    public const double ShortestWaitSeconds = 2.0 / 3;

    /// <summary>Playback of an arm, in seconds, below which nothing is concluded.</summary>
    public const double MinimumPlaybackSeconds = 60;

    /// <summary>OOMs of an arm below which there was no memory pressure.</summary>
    public const int MinimumOoms = 20;

    /// <summary>OOM rates of both arms are comparable within this factor.</summary>
    public const double OomFactor = 1.5;

    /// <summary>Eviction rates of both arms are comparable within this factor, from <see cref="MinimumEvictions"/> in each.</summary>
    public const double EvictionFactor = 2;

    public const int MinimumEvictions = 10;

    /// <summary>OOMs without one eviction that exclude (95%) an unseen share of 3%: the rule of three.</summary>
    public const int OomsWithoutEviction = 100;

    /// <summary>Runs of each arm that a trial plans for.</summary>
    public const int PlannedRuns = 5;

    /// <summary>Playback of each planned run, as in session 006.</summary>
    public const int PlannedMinutes = 9;
}
