using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.Hosts;
using SpiceTrial.Sessions;
using SpiceTrial.Testing;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.EndToEnd.Sessions;

/// <summary>A session off a real host with a real guest's log; which library it runs is read as the target reads it.</summary>
public sealed class CaptureTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("spice-trial-sessions-").FullName;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    string Sessions => Path.Combine(folder, "sessions");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact(Timeout = 600_000)]
    public async Task The_log_of_a_running_guest_comes_with_the_arm_that_its_process_mapped_and_what_must_not_be_captured_is_refused()
    {
        await using var host = await Hypervisor.StartAsync();
        await host.DefineAsync(TestDomain.Started, Token);
        // An earlier run of the same domain stands in the same log.
        await host.StartDomainAsync(TestDomain.Started, Token);
        await host.DestroyDomainAsync(TestDomain.Started, Token);
        await host.StartDomainAsync(TestDomain.Started, Token);
        // A cluster's folder: on another disk, and with the logs of a thousand guests.
        await host.ShellAsync(
            """
            mv /var/log/libvirt/qemu /srv/qemu && ln -s /srv/qemu /var/log/libvirt/qemu
            name=$(printf 'g%.0s' $(seq 200))
            for i in $(seq 1000); do : > /srv/qemu/$name-$i.log; done
            """, Token);
        await using var connection = await host.ConnectAsync();
        var reports = Directory.CreateDirectory(Path.Combine(folder, "client")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(
            reports, $"ryll-auto-snapshot-{DateTimeOffset.UtcNow.AddMinutes(2):yyyy-MM-dd'T'HH-mm-ss'Z'}-T+47.3s.zip"), [], Token);

        var workspace = Workspace.At(folder, Path.Combine(folder, "cache"));
        var said = new CollectedOutput();
        var output = Path.Combine(folder, "output");

        var captured = await new CaptureRun(async _ => await host.ConnectAsync(),
            stop => KnownBuilds.OfProjectAsync(workspace, _ => { }, stop), said.Phase, said.Warning) { Step = said.Step }
            .RunAsync(new("006a", Sessions) { ExpectArm = "stock", ClientReports = reports }, follow: false, output, Token);

        var (status, _) = await new StatusReport(async _ => await host.ConnectAsync(), workspace, new(folder, TimeProvider.System),
            TimeProvider.System).RunAsync(null, StatusFormat.Json, _ => { }, Token);
        captured.Manifest.Arm.Should().Be(new Arm(status.Domains.Single().Library!.TraceItems, status.Domains.Single().Library!.BuildId),
            "Status and Capture know the same builds");
        said.Warnings.Should().BeEquivalentTo(captured.Manifest.Warnings);
        said.Steps.Should().NotBeEmpty().And.OnlyContain(x => x == "copying the log, MiB");
        File.Exists(Path.Combine(output, AnalyzeSessions.FileName)).Should().BeTrue();

        captured.Analysis.Runs.Should().ContainSingle().Which
            .Should().BeEquivalentTo(new { Tag = "006a", Mode = StreamingMode.Filter, Version = "0.15.1", Ooms = 0, LogComplete = true });
        captured.Manifest.Arm.TraceItems.Should().Be(8);
        captured.Manifest.Arm.BuildId.Should().MatchRegex("^[0-9a-f]{40}$");
        captured.Manifest.Files.Should().Contain(x => x.Path.StartsWith("bundle/client/ryll-auto"));
        captured.Manifest.Versions["libspice-server1"].Should().StartWith("0.15.1");
        (await File.ReadAllTextAsync(Path.Combine(captured.Folder, "bundle", "domain.xml"), Token)).Should().Contain("G_MESSAGES_DEBUG");
        (await File.ReadAllTextAsync(Path.Combine(captured.Folder, "bundle", "qemu.log"), Token)).Split("starting up libvirt version")
            .Should().HaveCount(2, "the earlier run is cut off");

        await RefusedAsync(connection, new("006b", Sessions) { ExpectArm = "128" }, "not 128");
        var plan = DrawPlan.Of(new("007", 4, 9, 128, 7) { Power = PlannedTrials.Power }, DateTimeOffset.UtcNow);
        await RecordFile.WriteAsync(TrialPlan.PathIn(Sessions, "007"), plan, Token);
        (await FluentActions.Awaiting(() => new CaptureRun(async _ => await host.ConnectAsync(),
            stop => KnownBuilds.OfProjectAsync(workspace, _ => { }, stop), said.Phase, said.Warning)
            .RunAsync(new(plan.Runs.Last(x => x.Arm == PlannedArm.Candidate).Tag, Sessions), follow: false, null, Token))
            .Should().ThrowAsync<TrialException>("the plan says which library it is")).Which.What.Should().Contain("not 128");
        said.Warnings.Should().ContainMatch($"the plan 007 has {plan.Runs[0].Tag} next*");
        await RefusedAsync(connection, new("006b", Sessions), "started again while", before: async () =>
        {
            await host.DestroyDomainAsync(TestDomain.Started, Token);
            await host.StartDomainAsync(TestDomain.Started, Token);
        });
        await host.DestroyDomainAsync(TestDomain.Started, Token);
        await host.ShellAsync(
            $"virsh dumpxml --inactive {TestDomain.Started} | sed /G_MESSAGES_DEBUG/d > /root/quiet.xml && virsh define /root/quiet.xml",
            Token);
        await host.StartDomainAsync(TestDomain.Started, Token);
        await RefusedAsync(connection, new("006b", Sessions), "without spice-server's debug logging");
    }

    /// <param name="connection">The host.</param>
    /// <param name="request">What to capture.</param>
    /// <param name="before">Done before the host is read for the second time.</param>
    static Task<CapturedSession> CaptureAsync(IHostConnection connection, CaptureRequest request, Func<Task>? before = null)
    {
        var reads = 0;
        return new CaptureSession(connection, ReadAsync, _ => { }, TimeProvider.System).RunAsync(request, Token);

        async Task<HostStatus> ReadAsync(CancellationToken stop)
        {
            if (reads++ == 1 && before is not null)
                await before();
            return await StatusJudge.ReadAsync(connection, KnownBuilds.OfDebian, DateTimeOffset.UtcNow, stop);
        }
    }

    static async Task RefusedAsync(IHostConnection connection, CaptureRequest request, string said, Func<Task>? before = null)
    {
        var failure = (await FluentActions.Awaiting(() => CaptureAsync(connection, request, before))
            .Should().ThrowAsync<TrialException>()).Which;
        failure.What.Should().Contain(said);
        failure.Status.Should().Be(ExitStatus.Refused);
        Path.Exists(Path.Combine(request.Sessions, request.Tag)).Should().BeFalse("nothing is left of it");
    }
}
