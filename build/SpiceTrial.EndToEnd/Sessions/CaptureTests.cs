using FluentAssertions;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.Sessions;
using SpiceTrial.Sessions.Capturing;
using SpiceTrial.TestHosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Sessions;

/// <summary>A session off a real host with a real guest's log.</summary>
public sealed class CaptureTests : IDisposable
{
    readonly string sessions = Directory.CreateTempSubdirectory("spice-trial-sessions-").FullName;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(sessions, recursive: true);

    [Fact(Timeout = 600_000)]
    public async Task The_log_of_a_running_guest_comes_with_its_live_XML_and_versions_and_its_restart_is_noticed()
    {
        await using var host = await Hypervisor.StartAsync();
        await host.DefineAsync(TestDomain.Started, Token);
        // An earlier run of the same domain stands in the same log.
        await host.StartDomainAsync(TestDomain.Started, Token);
        await host.DestroyDomainAsync(TestDomain.Started, Token);
        var pid = await host.StartDomainAsync(TestDomain.Started, Token);
        await using var connection = await host.ConnectAsync();
        DomainLibrary Running(int process) => new(TestDomain.Started, null, process, null, "stock", new Arm(8, "ab12"));

        var captured = await new CaptureSession(connection, _ => Task.FromResult(new HostReading([Running(pid)], new { pid })), _ => { }, TimeProvider.System)
            .RunAsync(new("006a", sessions) { ExpectArm = "stock" }, Token);

        captured.Analysis.Runs.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Tag = "006a", Mode = StreamingMode.Filter, Version = "0.15.1", Ooms = 0, LogComplete = true });
        captured.Manifest.Versions["libspice-server1"].Should().StartWith("0.15.1");
        (await File.ReadAllTextAsync(Path.Combine(captured.Folder, "bundle", "domain.xml"), Token)).Should().Contain("G_MESSAGES_DEBUG");
        (await File.ReadAllTextAsync(Path.Combine(captured.Folder, "bundle", "qemu.log"), Token)).Split("starting up libvirt version").Should().HaveCount(2, "the earlier run is cut off");

        var reads = 0;
        var restarted = new CaptureSession(connection, _ => Task.FromResult(new HostReading([Running(pid + reads++)], new { pid })), _ => { }, TimeProvider.System);
        (await FluentActions.Awaiting(() => restarted.RunAsync(new("006b", sessions), Token)).Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
        Directory.Exists(Path.Combine(sessions, "006b")).Should().BeFalse();
    }
}
