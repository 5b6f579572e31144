namespace SpiceTrial.Trial;

/// <summary>What the evidence says of the next wave.</summary>
public enum EvidenceDecision
{
    /// <summary>Go on.</summary>
    Proceed,

    /// <summary>Nothing speaks against it, and not enough for it.</summary>
    Pause,

    /// <summary>It speaks against it.</summary>
    Stop,

    /// <summary>Somebody went on in spite of it, and said why.</summary>
    Overridden,
}
