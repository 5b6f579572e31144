using Nuke.Common;
using SpiceTrial.Hosts;

/// <summary>Targets that go to a host.</summary>
[AlsoReads(nameof(IDebBuild.CacheDirectory))]
interface IHazHypervisor : IHazSettings, ICanBeCancelled
{
    [Parameter("The hypervisor, as ssh knows it (default: sf-2)")]
    string? Hypervisor => TryGetValue(() => Hypervisor);

    [Parameter("ssh configuration file, as ssh -F (default: ssh's own)")]
    string? SshConfig => TryGetValue(() => SshConfig);

    Task<IHostConnection> ConnectAsync(CancellationToken cancellationToken) =>
        OfRun.Hosts.ConnectAsync(Settings.Hypervisor, Settings.SshConfig, cancellationToken);
}
