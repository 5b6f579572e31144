using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Sessions;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>Capturing a session from a host: what is kept, and what is refused.</summary>
public sealed class CaptureTests : IAsyncDisposable
{
    const string Uuid = "f9ce4543-a541-466b-a84d-0aab2abc6f00";
    static readonly DateTimeOffset Started = new(2026, 11, 23, 23, 56, 21, TimeSpan.Zero);
    static readonly DomainStatus Patched = SampleStatus.Domain($"sf:{Uuid}", Uuid, Started, LibraryState.Patched, 128);

    static readonly PlannedRun Run = new("007-01-stock", PlannedArm.Baseline, 9);

    readonly Scratch scratch = new();
    readonly LocalHost host = new("<domain><qemu:env name='G_MESSAGES_DEBUG' value='all'/></domain>");
    HostStatus after;
    TimeProvider clock = TimeProvider.System;

    public CaptureTests()
    {
        after = SampleStatus.With(Patched);
        // An earlier start of the domain, with another library, stands in the same file, and garbage.
        WriteLogs([.. Start("2026-11-23 20:00:00.000+0000"), .. SharedLogs.Bytes("guest-pair-stock"),
            .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("guest\r\n", 1000))), .. new byte[300_000], (byte)'\n',
            .. Start("2026-11-23 23:56:21.200+0000"), .. SharedLogs.Bytes("guest-pair-128")], pieces: 3);
        scratch.Write("logs/other.log",
            "2026-11-23 23:00:00.000+0000: starting up libvirt version: 9\n-uuid 00000000-0000-0000-0000-000000000000 \\\n");
    }

    public async ValueTask DisposeAsync()
    {
        scratch.Dispose();
        await host.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_captured_on_a_test_host_says_so_wherever_it_is_read()
    {
        after = after with { Origin = Origin.Test };

        var (folder, _, manifest, analysis) = await CaptureAsync(new("007a-patched", Sessions));

        manifest.Origin.Should().Be(Origin.Test);
        manifest.Warnings.Should().Contain("sf-2 is a test host: this session is no evidence of a real one");
        analysis.Runs.Should().ContainSingle().Which.Origin.Should().Be(Origin.Test);
        (await new AnalyzeSessions(new()).RunAsync([folder], TestContext.Current.CancellationToken)).Runs
            .Should().ContainSingle().Which.Origin.Should().Be(Origin.Test);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_fetched_as_root_stays_private()
    {
        var captured = await CaptureAsync(new("007a", Sessions));

        var bundle = Path.Combine(captured.Folder, "bundle");
        File.GetUnixFileMode(bundle).Should().Be(OwnFolder.Private);
        Directory.EnumerateFiles(bundle).Append(captured.Bundle).Should().Contain(x => x.EndsWith("domain.xml"))
            .And.OnlyContain(x => File.GetUnixFileMode(x) == OwnFolder.PrivateFile);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_session_is_the_log_of_exactly_this_process_with_the_arm_that_it_mapped()
    {
        Write("client/ryll-auto-snapshot-2026-11-23T23-57-00Z-T+7.3s.zip",
            Archives.Report("x", """{"display": {"streams_created_total": 3}}""").Content);

        // As a serial port brings it: the last line was cut off when the guest died.
        Write("client/guest-play.jsonl", Encoding.UTF8.GetBytes(
            "[    1.0] systemd[1]\n{\"event\": \"played\", \"play\": 1, \"frames\": 100}\n{\"event\": \"play\", \"play\": 2}\n"
                + "{\"event\": \"played\", \"play\": 2, \"frames\": 20}\n{\"event\": \"played\", \"fra"));

        var (folder, bundle, manifest, analysis) =
            await CaptureAsync(new("007a-patched", Sessions) { ExpectArm = "128", ClientReports = scratch.File("client") });

        manifest.Arm.Should().Be(new Arm(128, "ab12"));
        (manifest.Start, manifest.Domain, manifest.Host).Should().Be((Started, Patched.Title, "sf-2"));
        manifest.Versions["kernel"].Should().NotBeNullOrEmpty();
        analysis.Runs.Should().ContainSingle().Which.Ooms.Should().Be(77);
        foreach (var path in new[] { folder, bundle })
        {
            var run = (await new AnalyzeSessions(new()).RunAsync([path], TestContext.Current.CancellationToken)).Runs
                .Should().ContainSingle().Subject;
            (run.Tag, run.Arm.TraceItems, run.Ooms, run.Client!.StreamsCreated, run.LogComplete, run.FramesPlayed, run.Ended)
                .Should().Be(("007a-patched", 128, 77, 3L, true, 120L, "signal 15"));
        }

        var read = await RecordFile.ReadAsync<SessionManifest>(
            Path.Combine(folder, "manifest.json"), TestContext.Current.CancellationToken);
        read.Files.Select(x => x.Path)
            .Should().Equal("analysis.json", "bundle/client/guest-play.jsonl",
                "bundle/client/ryll-auto-snapshot-2026-11-23T23-57-00Z-T+7.3s.zip", "bundle/domain.xml",
                "bundle/qemu.log", "status.json");
        (await File.ReadAllTextAsync(Path.Combine(folder, "bundle/qemu.log"), TestContext.Current.CancellationToken))
            .Should().StartWith("2026-11-23 23:56:21.200+0000: starting up");
        Directory.GetFileSystemEntries(Sessions).Should().BeEquivalentTo(folder, bundle);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_process_that_ran_on_when_its_log_was_copied_left_no_log_that_stops_without_an_end()
    {
        var log = SharedLogs.Bytes("guest-pair-128");
        var end = log.AsSpan().LastIndexOf("terminating on signal"u8);
        WriteLogs(log[..(log.AsSpan()[..end].LastIndexOf((byte)'\n') + 1)], pieces: 1);

        var captured = await CaptureAsync(new("007b", Sessions));

        captured.Analysis.Runs.Should().ContainSingle().Which.Ended.Should().Be("captured");
        (await new AnalyzeSessions(new()).RunAsync([captured.Folder], TestContext.Current.CancellationToken)).Runs
            .Should().ContainSingle().Which.Ended.Should().Be("captured");
    }

    [Fact(Timeout = 120_000)]
    public async Task Pieces_that_logrotate_names_by_their_day_are_joined_by_it()
    {
        WriteLogs([.. Start("2026-11-23 23:56:21.200+0000"), .. SharedLogs.Bytes("guest-pair-128")], pieces: 1);
        Write($"logs/sf:{Uuid}.log-20261116", [.. Start("2026-11-16 20:00:00.000+0000"), .. SharedLogs.Bytes("guest-pair-stock")]);
        Write($"logs/sf:{Uuid}.log-20261109", [.. Start("2026-11-09 20:00:00.000+0000"), .. SharedLogs.Bytes("guest-pair-stock")]);

        (await CaptureAsync(new("007b", Sessions))).Analysis.Runs.Should().ContainSingle().Which.Ooms.Should().Be(77);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_beginning_that_was_rolled_away_is_said()
    {
        WriteLogs(SharedLogs.Bytes("guest-pair-128")[20_000..], pieces: 2);

        var captured = await CaptureAsync(new("007b", Sessions));

        captured.Manifest.Warnings.Should().Contain(x => x.Contains("rolled away by virtlogd"));
        captured.Analysis.Runs.Single().LogComplete.Should().BeFalse();
        // Nothing of its trial could be compared.
        await RefusedAsync(new("007-01-stock", Sessions) { Planned = Run }, "nothing of its trial could be compared",
            ExitStatus.Refused);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_planned_run_that_still_plays_is_captured_when_it_has_played_and_a_frozen_one_after_two_minutes()
    {
        // The log has 74 s; its guest froze at 60.
        clock = new At(Started.AddSeconds(75));
        await RefusedAsync(new("007-01-stock", Sessions) { Planned = Run }, "of the 9 minutes that 007-01-stock is planned for were played",
            ExitStatus.Refused);

        (await CaptureAsync(new("exploratory", Sessions))).Analysis.Runs.Should().ContainSingle();
        (await CaptureAsync(new("007-02-stock", Sessions) { Planned = Run with { Minutes = 0.3 } })).Analysis.Runs.Should().ContainSingle();
        clock = new At(Started.AddSeconds(200));
        (await CaptureAsync(new("007-01-stock", Sessions) { Planned = Run })).Analysis.Runs.Should().ContainSingle();
    }

    sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    [Fact(Timeout = 120_000)]
    public async Task One_process_is_one_run_of_a_plan_and_a_log_of_which_a_part_is_missing_is_none()
    {
        byte[] log = [.. Start("2026-11-23 23:56:21.200+0000"), .. SharedLogs.Bytes("guest-pair-128")];
        WriteLogs(log, pieces: 1);
        var first = await CaptureAsync(new("007-01-patched", Sessions) { Planned = Run });

        await RefusedAsync(new("007-02-patched", Sessions) { Planned = Run, Earlier = [null, first.Manifest] },
            "is the run 007-01-patched", ExitStatus.Refused);

        WriteLogs([.. log, .. "12 messages suppressed due to rate-limiting\n"u8], pieces: 1);
        await RefusedAsync(new("007-02-patched", Sessions) { Planned = Run }, "a part of the log is missing", ExitStatus.Refused);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("stock", "not stock")]
    [InlineData("control", "not control")]
    [InlineData("64", "not 64")]
    public async Task Another_arm_than_the_expected_one_is_refused(string expected, string said) =>
        await RefusedAsync(new("t", Sessions) { ExpectArm = expected }, said, ExitStatus.Refused);

    [Fact(Timeout = 120_000)]
    public async Task A_library_that_nothing_identifies_is_no_arm()
    {
        after = SampleStatus.With(Patched with { Library = new(LibraryState.Unknown, "ff", null, Deleted: false) });

        await RefusedAsync(new("t", Sessions) { ExpectArm = "128" }, "nothing identifies", ExitStatus.Refused);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_tag_that_is_taken_is_never_overwritten()
    {
        await CaptureAsync(new("007a", Sessions));

        await RefusedAsync(new("007a", Sessions), "taken", ExitStatus.Refused);
        await RefusedAsync(new("../x", Sessions), "not a tag", ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_domain_that_was_started_again_is_refused()
    {
        host.AfterDownload = _ => after = SampleStatus.With(Patched with { Pid = 4712 });
        await RefusedAsync(new("t", Sessions), "started again while", ExitStatus.Refused);

        host.AfterDownload = null;
        after = SampleStatus.With(Patched with { Started = Started.AddMinutes(5) });
        await RefusedAsync(new("t", Sessions), "is not that of the process", ExitStatus.Refused);

        after = SampleStatus.With(Patched);
        Write("early/ryll-auto-snapshot-2026-11-23T23-40-00Z-T+7.3s.zip", []);
        await RefusedAsync(new("t", Sessions) { ClientReports = scratch.File("early") }, "before the process started", ExitStatus.Refused);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_domain_without_debug_logging_is_refused_with_what_to_add()
    {
        WriteLogs(Start("2026-11-23 23:56:21.200+0000"), pieces: 1);

        (await RefusedAsync(new("t", Sessions), "without spice-server's debug logging", ExitStatus.Refused)).Hint
            .Should().Contain("G_MESSAGES_DEBUG");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_domain_whose_name_is_the_id_of_another_one_is_captured_itself()
    {
        after = SampleStatus.With(Patched with { Name = "007" });

        var captured = await CaptureAsync(new("t", Sessions) { Domain = "007" });

        (await File.ReadAllTextAsync(Path.Combine(captured.Folder, "bundle", "domain.xml"), TestContext.Current.CancellationToken))
            .Should().Contain("G_MESSAGES_DEBUG");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_roll_over_during_the_copy_begins_it_again()
    {
        var copies = 0;
        host.AfterDownload = path =>
        {
            if (++copies == 2)
            {
                File.Move(Log + ".1", Log + ".2", overwrite: true);
                File.Move(Log + ".0", Log + ".1");
                File.Move(Log, Log + ".0");
                File.WriteAllBytes(Log, []);
            }
        };

        (await CaptureAsync(new("t", Sessions))).Analysis.Runs.Single().Ooms.Should().Be(77);
    }

    [Fact(Timeout = 120_000)]
    public async Task One_of_several_domains_has_to_be_named()
    {
        after = SampleStatus.With(Patched, Patched with { Name = "other" });

        (await RefusedAsync(new("t", Sessions), "2 domains", ExitStatus.BadInput)).Hint.Should().Contain("--domain");
        await RefusedAsync(new("t", Sessions) { Domain = "nobody" }, "no domain nobody", ExitStatus.BadInput);
    }

    string Sessions => scratch.File("sessions");

    string Log => scratch.File($"logs/sf:{Uuid}.log");

    static byte[] Start(string time) => Encoding.UTF8
        .GetBytes(
            $"{time}: starting up libvirt version: 9.0.0, package: 9.0.0-4 (Debian), qemu version: 7.2.22, kernel: 6.1.0, hostname: sf-2\n"
                + $"LC_ALL=C \\\n-uuid {Uuid} \\\n-msg timestamp=on\n");

    void WriteLogs(byte[] log, int pieces)
    {
        foreach (var old in Directory.Exists(scratch.File("logs")) ? Directory.GetFiles(scratch.File("logs"), "sf:*") : [])
            File.Delete(old);
        for (var i = 0; i < pieces; i++)
            Write($"logs/sf:{Uuid}.log{(i == pieces - 1 ? "" : $".{pieces - 2 - i}")}",
                log[(log.Length * i / pieces)..(log.Length * (i + 1) / pieces)]);
    }

    void Write(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(scratch.File(name))!);
        File.WriteAllBytes(scratch.File(name), content);
    }

    Task<CapturedSession> CaptureAsync(CaptureRequest request) =>
        new CaptureSession(host, _ => Task.FromResult(after), _ => { }, clock) { LogFolder = scratch.File("logs") }.RunAsync(
            request, TestContext.Current.CancellationToken);

    async Task<TrialException> RefusedAsync(CaptureRequest request, string said, ExitStatus status)
    {
        var left = Directory.Exists(Sessions) ? Directory.GetFileSystemEntries(Sessions) : [];
        var failure = (await FluentActions.Awaiting(() => CaptureAsync(request)).Should().ThrowAsync<TrialException>()).Which;
        failure.What.Should().Contain(said);
        failure.Status.Should().Be(status);
        (Directory.Exists(Sessions) ? Directory.GetFileSystemEntries(Sessions) : []).Should().BeEquivalentTo(left, "nothing is left of it");
        return failure;
    }
}
