namespace SpiceTrial.Hosts;

/// <summary>Which host's version is wanted, and what the operator says instead of it.</summary>
/// <param name="Hypervisor">The host, as for <c>ssh</c>.</param>
/// <param name="HostsFolder">Where the readings of hosts are kept: <c>sessions/hosts</c>.</param>
public sealed record VersionRequest(string Hypervisor, string HostsFolder)
{
    /// <summary>Use this version and ask no host.</summary>
    public string? PackageVersion { get; init; }

    /// <summary>Instead of the host's release. Default: the host's.</summary>
    public string? Suite { get; init; }

    /// <summary>Instead of the host's architecture. Default: the host's.</summary>
    public string? Architecture { get; init; }

    /// <summary>A host that can't be reached is an error. Default: its recorded reading stands in.</summary>
    public bool RequireLive { get; init; }

    /// <summary>An ssh configuration file instead of the user's own. Default: the user's.</summary>
    public string? SshConfig { get; init; }
}
