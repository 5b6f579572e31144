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

    async Task<IHostConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var ofTestHost = ((ITestHost)this).TestHostFolder.SshConfig;
        try
        {
            return await OfRun.Hosts.ConnectAsync(Settings.Hypervisor, Settings.SshConfig, cancellationToken);
        }
        catch (TrialException e) when (e.InnerException is HostUnreachableException && SshConfig is null && File.Exists(ofTestHost))
        {
            throw new TrialException(e.What, e.Where,
                $"{e.Hint} The test hypervisor of this clone is reached with --ssh-config {Standpoint.Told(ofTestHost)}", e.Status,
                e.InnerException);
        }
    }
}
