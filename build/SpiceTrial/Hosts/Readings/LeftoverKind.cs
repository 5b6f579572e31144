namespace SpiceTrial.Hosts;

public enum LeftoverKind
{
    /// <summary>A file of a transaction that is not open any more, or never was.</summary>
    File,

    /// <summary>A failed systemd unit of this tool's.</summary>
    Unit,
}
