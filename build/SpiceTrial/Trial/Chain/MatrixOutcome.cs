namespace SpiceTrial.Trial;

public enum MatrixOutcome
{
    /// <summary>Both arms are built, and no check of either failed.</summary>
    Proven,

    /// <summary>The mirror says that it does not have it.</summary>
    NotServed,

    /// <summary>It may be served, and there is no proof: the reason says what was missing.</summary>
    Failed,
}
