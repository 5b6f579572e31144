namespace SpiceTrial.Testing;

public enum TestHostInit
{
    /// <summary>systemd, as on every Debian.</summary>
    Systemd,

    /// <summary>sshd, virtlogd and libvirtd started by a shell; there is no systemctl to talk to. Such a host can't be rebooted.</summary>
    None,
}
