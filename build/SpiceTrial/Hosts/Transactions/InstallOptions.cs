namespace SpiceTrial.Hosts;

/// <summary>What the operator chose for Install; every property says its default.</summary>
public sealed record InstallOptions
{
    /// <summary>A folder below <c>built/</c>. Default: the one that matches the host.</summary>
    public string? Artifacts { get; init; }

    /// <summary>OpenPGP keys that may have signed the artifacts. Default: whoever signed them stays unknown.</summary>
    public string? TrustedKeyring { get; init; }

    /// <summary>The suite of a host that does not tell it (testing or unstable). Default: what the host says.</summary>
    public string? Suite { get; init; }

    /// <summary>Which ring size the matching folder must have. Default: 128.</summary>
    public int TraceItems { get; init; } = 128;

    /// <summary>Install although some checks of the artifacts were not made. Default: no.</summary>
    public bool AcceptUnverified { get; init; }

    /// <summary>Install although the archives have a security update of the library. Default: no.</summary>
    public bool AcceptVulnerable { get; init; }

    /// <summary>Why to install although the gate says pivot. Default: none.</summary>
    public string? OverrideGate { get; init; }

    /// <summary>Show what would be done. Default: do it.</summary>
    public bool DryRun { get; init; }

    /// <summary>Ask nobody. Default: ask.</summary>
    public bool Yes { get; init; }

    /// <summary>The switch takes the package back after this long without confirmation. Default: 10 minutes.</summary>
    public TimeSpan ConfirmWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long dpkg's lock is waited for. Default: 1 minute.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
