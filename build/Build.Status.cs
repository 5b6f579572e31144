using SpiceTrial.Hosts;

/// <content>Status.</content>
sealed partial class Build : IStatus
{
    public StatusReport StatusReport => new(
        stop => Hosts.ConnectAsync(Settings.Hypervisor, Settings.SshConfig, stop), Settings.Workspace, GateOverrides, TimeProvider.System);
}
