using Nuke.Common;
using SpiceTrial.Testing;

/// <summary>A hypervisor to try things on, on this machine.</summary>
[AlsoReads(nameof(IDebBuild.CacheDirectory))]
interface ITestHost : INukeBuild, ICanBeCancelled, IHasClosingLine
{
    [Parameter("Start the test hypervisor sf-2 (does nothing where it runs)")]
    bool Up => TryGetValue<bool?>(() => Up) ?? false;

    [Parameter("Shut the test hypervisor down and take everything of it away")]
    bool Down => TryGetValue<bool?>(() => Down) ?? false;

    TestHostService TestHostService { get; }

    Target TestHost => _ => _
        .Description("Starts (--up) or removes (--down) a real Debian 12 hypervisor in a container, named sf-2")
        .Executes(async () => CloseWith(await TestHostService.TurnAsync(Up, Down, Cancelled)));
}
