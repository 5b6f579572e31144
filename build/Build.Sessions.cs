using SpiceTrial.Hypervisors;

/// <content>Sessions: what was captured, its figures, the plan's gate.</content>
sealed partial class Build : IAnalyze, ICapture, IGate, IFuzz
{
    public Func<CancellationToken, Task<IHostConnection>> Connect => stop => Hosts.ConnectAsync(Settings.Hypervisor, Settings.SshConfig, stop);
}
