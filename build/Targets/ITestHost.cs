using Nuke.Common;
using Serilog;
using SpiceTrial.Testing;

/// <summary>A hypervisor to try things on, on this machine.</summary>
[AlsoReads(nameof(IDebBuild.CacheDirectory), nameof(IResolveVersion.Suite))]
interface ITestHost : IHazSettings, IHazConsent, ICanBeCancelled
{
    [Parameter("Start the test hypervisor sf-2 (does nothing where it runs)")]
    bool Up => TryGetValue<bool?>(() => Up) ?? false;

    [Parameter("Shut the test hypervisor down and take everything of it away")]
    bool Down => TryGetValue<bool?>(() => Down) ?? false;

    [Parameter("How many hypervisors to start: sf-1 and on, the last of them without Python (default: one, sf-2)")]
    int? Count => TryGetValue<int?>(() => Count);

    /// <summary>Where the test hypervisor of this clone is, while it is up.</summary>
    sealed TestHostFolder TestHostFolder => new(Path.Combine(RootDirectory, ".nuke", "temp", "test-host"));

    sealed TestHostService TestHostService =>
        new(TestHostFolder.Path, Settings.Workspace, x => Log.Information("{Text:l}", x));

    [TargetHelp(Purpose.Develop, "Starts or removes a real Debian hypervisor, named sf-2", "TestHost --up")]
    Target TestHost => _ => _
        .Described<ITestHost>()
        .Executes(async () => GuardedRun.CloseWith(await TestHostService.TurnAsync(
            Up, Down, SpiceTrial.Terminal.Count.AtLeastOne("--count", Count) ?? 1, Settings.Suite, Cancelled)));
}
