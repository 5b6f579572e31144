namespace SpiceTrial.Hosts;

/// <summary>Where a library comes from.</summary>
public enum LibraryState
{
    /// <summary>Nothing proves any of the others.</summary>
    Unknown,

    /// <summary>Debian's own build.</summary>
    Stock,

    /// <summary>A build of ours with a larger ring.</summary>
    Patched,

    /// <summary>A build of ours with the stock ring of 8.</summary>
    Control,
}
