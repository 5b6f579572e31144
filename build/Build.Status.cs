using SpiceTrial.Hypervisors;
using SpiceTrial.Hypervisors.Status;

/// <content>Status.</content>
sealed partial class Build : IStatus
{
    public StatusReport StatusReport => new(stop => new SshConnector().ConnectAsync(Settings.Hypervisor, Settings.SshConfig, stop), RootDirectory, TimeProvider.System);
}
