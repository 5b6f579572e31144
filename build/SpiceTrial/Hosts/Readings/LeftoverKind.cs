namespace SpiceTrial.Hosts;

public enum LeftoverKind
{
    /// <summary>A step as root that a target began (<c>docs/ssh.md</c>), in <c>/run/spice-trial/jobs/</c>.</summary>
    Step,

    /// <summary>A file of a transaction that is not open any more, or never was.</summary>
    File,

    /// <summary>A failed systemd unit of a step.</summary>
    Unit,
}
