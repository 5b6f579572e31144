using SpiceTrial.Hypervisors.Status;
using SpiceTrial.Packages;

/// <content>Status.</content>
sealed partial class Build : IStatus
{
    public StatusReport StatusReport => new(
        stop => Hosts.ConnectAsync(Settings.Hypervisor, Settings.SshConfig, stop), Workspace.At(RootDirectory, Settings.CacheDirectory), GateOverrides, TimeProvider.System);
}
