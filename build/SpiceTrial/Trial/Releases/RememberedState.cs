namespace SpiceTrial.Trial;

public enum RememberedState
{
    Proven,
    Failed,
    Conflict,

    /// <summary>The mirror does not have what its own lists name; nothing was ever proven of the release.</summary>
    NotServed,
}
