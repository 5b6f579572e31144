namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>Which fault is tried at which steps. <c>docs/install-faults.md</c> lists the same, and a test compares the two.</summary>
static class FaultMatrix
{
    public static IReadOnlyList<FaultCell> All { get; } =
    [
        .. Of(Kinds.Killed, Verb.Install, Steps.Install),
        .. Of(Kinds.Killed, Verb.Revert, Steps.WayBack),
        .. Of(Kinds.Cut, Verb.Install, [Steps.Send, .. Steps.Install]),
        .. Of(Kinds.Cut, Verb.Revert, Steps.WayBack),
        // For the host these two are a connection that is cut, and that is tried at each step.
        .. Of(Kinds.ToolKilled, Verb.Install, [Steps.Send, "unpack", "installed", "confirmed"]),
        .. Of(Kinds.ToolKilled, Verb.Revert, ["stock", "close"]),
        .. Of(Kinds.Sshd, Verb.Install, [Steps.Send, "unpack", "restart", "confirmed"]),
        .. Of(Kinds.Sshd, Verb.Revert, ["stock", "restart-stock"]),
        // What a restart leaves of the journal is what SIGKILL leaves; what begins at boot differs before, in and behind the change.
        .. Of(Kinds.Reboot, Verb.Install, ["arm", "unpack", "hold", "restart", "installed", "confirmed"]),
        .. Of(Kinds.Reboot, Verb.Revert, ["reverting", "stock", "close"]),
        .. Of(Kinds.DiskFull, Verb.Install, [Steps.Before, Steps.Send, .. Steps.Install]),
        .. Of(Kinds.DiskFull, Verb.Revert, Steps.WayBack),
        .. Of(Kinds.Libvirt, Verb.Install, [Steps.Before, "restart", "verify", "installed"]),
        .. Of(Kinds.Libvirt, Verb.Revert, ["restart-stock"]),
        .. Of(Kinds.ClockForward, Verb.Install, [Steps.Before, "arm", "installed"]),
        .. Of(Kinds.ClockForward, Verb.Revert, ["reverting"]),
        .. Of(Kinds.ClockBackward, Verb.Install, [Steps.Before, "arm", "installed"]),
        .. Of(Kinds.ClockBackward, Verb.Revert, ["reverting"]),
        .. Of(Kinds.HostKey, Verb.Install, [Steps.Before, "unpack", "installed"]),
        .. Of(Kinds.HostKey, Verb.Revert, [Steps.Before, "stock"]),
        .. Of(Kinds.Sudo, Verb.Install, [Steps.Before, "unpack", "installed"]),
        .. Of(Kinds.Sudo, Verb.Revert, [Steps.Before, "stock"]),
        .. Of(Kinds.ShortLock, Verb.Install, [Steps.Before, "unpack", "hold"]),
        .. Of(Kinds.ShortLock, Verb.Revert, ["stock"]),
        .. Of(Kinds.LongLock, Verb.Install, [Steps.Before, "unpack", "hold"]),
        .. Of(Kinds.LongLock, Verb.Revert, ["stock"]),
        .. Of(Kinds.Preinst, Verb.Install, ["unpack"]),
        .. Of(Kinds.Postinst, Verb.Install, ["unpack"]),
        .. Of(Kinds.Postrm, Verb.Revert, ["stock"]),
        .. Of(Kinds.Interrupted, Verb.Install, [Steps.Before]),
    ];

    /// <summary>The worst moments, for every run of the tests.</summary>
    public static IReadOnlyList<FaultCell> Worst { get; } =
    [
        new(Kinds.Killed, Verb.Install, "hold"),
        new(Kinds.DiskFull, Verb.Install, "unpack"),
        new(Kinds.Cut, Verb.Install, "keep-stock"),
        new(Kinds.Cut, Verb.Revert, "restart-stock"),
    ];

    public static IEnumerable<FaultCell> Of(string fault) => All.Where(x => x.Fault.Name == fault);

    static IEnumerable<FaultCell> Of(Fault fault, Verb verb, IEnumerable<string> steps) => steps.Select(x => new FaultCell(fault, verb, x));
}
