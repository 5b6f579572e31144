namespace SpiceTrial.Ground;

/// <summary>What something is evidence of.</summary>
public enum Origin
{
    /// <summary>A real host, read in this run.</summary>
    Live,

    /// <summary>An earlier or assumed reading.</summary>
    Recorded,

    /// <summary>A host or guest of this tool's own, which says so itself: it says nothing of a real one, whatever its name.</summary>
    Test,
}
