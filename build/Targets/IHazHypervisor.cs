using Nuke.Common;

/// <summary>Targets that go to a host.</summary>
[AlsoReads(nameof(IDebBuild.CacheDirectory))]
interface IHazHypervisor : INukeBuild, ICanBeCancelled
{
    [Parameter("The hypervisor, as ssh knows it (also typed --host)")]
    string? Hypervisor => TryGetValue(() => Hypervisor);

    [Parameter("ssh configuration file, as ssh -F")]
    string? SshConfig => TryGetValue(() => SshConfig);
}
