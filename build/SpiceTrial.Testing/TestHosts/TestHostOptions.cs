namespace SpiceTrial.Testing;

/// <summary>What kind of host to start.</summary>
public sealed record TestHostOptions
{
    public const string GuestFolder = "/srv/test-guest";

    /// <summary>Its host name and its alias in the ssh configuration. Default: <c>sf-2</c>.</summary>
    public string Name { get; init; } = "sf-2";

    /// <summary>Its release of Debian. Default: <c>bookworm</c>.</summary>
    public string Suite { get; init; } = "bookworm";

    /// <summary>Size of the disk that takes what changes, in MiB; it is memory, used as it fills. Default: 1024.</summary>
    public int DiskMegabytes { get; init; } = 1024;

    /// <summary>What runs the services. Default: systemd.</summary>
    public TestHostInit Init { get; init; } = TestHostInit.Systemd;

    /// <summary>Whether it has Python. Default: no, as on a minimal Debian.</summary>
    public bool Python { get; init; }

    /// <summary>A folder of this machine that the host sees as <see cref="GuestFolder"/>, read-only, and KVM with it: for guests with a
    /// system. Default: none.</summary>
    public string? GuestImage { get; init; }

    /// <summary>What the user <c>operator</c> may do. Default: everything, without a password.</summary>
    public TestHostSudo Sudo { get; init; } = TestHostSudo.WithoutPassword;
}
