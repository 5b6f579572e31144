namespace SpiceTrial.Trial;

/// <summary>What became of a release in one run.</summary>
public enum ReleaseOutcome
{
    /// <summary>Both arms are built, and no check of either failed.</summary>
    Proven,

    /// <summary>The same, but a check that can be made was not. Only a run with a memory asks for more than that none failed.</summary>
    Open,

    /// <summary>As remembered: nothing was built.</summary>
    NothingNew,

    /// <summary>The mirror says that it does not have it, and nothing was ever proven of it.</summary>
    NotServed,

    /// <summary>The mirror had it before.</summary>
    NoLongerServed,

    /// <summary>A finding is another than was remembered.</summary>
    VerdictChanged,

    /// <summary>A check of the packages failed.</summary>
    Failed,

    /// <summary>The patch does not fit. Nothing was built.</summary>
    Conflict,

    /// <summary>It may be served, and there is no proof.</summary>
    NotProven,

    /// <summary>The mirror did not say what it has.</summary>
    NotLooked,
}
