using FluentAssertions;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>Whose a line is, and where a value of it ends.</summary>
public sealed class LineSourceTests : IDisposable
{
    const string Boot = "spice_server_set_seamless_migration: seamless migration enabled=1|do_spice_init: starting 0.15.1";
    const string Oom = "display_channel_debug_oom: OOM1 #draw=213, #glz_draw=57 current 198 pipes 12";

    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    public static TheoryData<string, string> Pairs { get; } = new()
    {
        { "2026-11-23T22:39:{0:00}+0000 pve kvm[4711]: ", "2026-11-23T22:39:{0:00}+0000 pve kvm[4722]: " },
        { "2026-11-23T22:39:{0:00}.123456+00:00 pve QEMU[4711]: ", "2026-11-23T22:39:{0:00}.123456+00:00 pve QEMU[4722]: " },
        { "Nov 23 22:39:{0:00} pve kvm[4711]: 2026-11-23T22:39:{0:00}.992303Z kvm: info: Spice: ",
            "Nov 23 22:39:{0:00} pve kvm[4722]: 2026-11-23T22:39:{0:00}.992303Z kvm: info: Spice: " },
        { "Mon 2026-11-23 22:39:{0:00} UTC pve kvm[4711]: ", "Mon 2026-11-23 22:39:{0:00} UTC pve kvm[4722]: " },
        { "[  123.4567{0:00}] pve kvm[4711]: ", "[  123.4567{0:00}] pve kvm[4722]: " },
        { "2026-11-23T22:39:{0:00}.992303Z sf:d3b0 qemu-system-x86_64: info: Spice: ",
            "2026-11-23T22:39:{0:00}.992303Z sf:d3b1 qemu-system-x86_64: info: Spice: " },
        { "2026-11-23T22:39:{0:00}.992303Z my guest qemu-system-x86_64: info: Spice: ",
            "2026-11-23T22:39:{0:00}.992303Z your guest qemu-system-x86_64: info: Spice: " },
        { "2026-11-23T22:39:{0:00}.1Z stderr F 2026-11-23T22:39:{0:00}.992303Z a kvm: info: Spice: ",
            "2026-11-23T22:39:{0:00}.1Z stderr F 2026-11-23T22:39:{0:00}.992303Z b kvm: info: Spice: " },
        { "(process:4711): Spice-DEBUG: 22:39:{0:00}.004: ", "(process:4722): Spice-DEBUG: 22:39:{0:00}.004: " },
        { "2026-11-23T22:39:{0:00}.1Z stdout F (process:4711): Spice-DEBUG: 22:39:{0:00}.004: ",
            "2026-11-23T22:39:{0:00}.1Z stdout F (process:4722): Spice-DEBUG: 22:39:{0:00}.004: " },
        { "[pod/virt-launcher-a/compute] 2026-11-23T22:39:{0:00}.992303Z qemu-system-x86_64: info: Spice: ",
            "[pod/virt-launcher-b/compute] 2026-11-23T22:39:{0:00}.992303Z qemu-system-x86_64: info: Spice: " },
        { "vm-a-1  | 2026-11-23T22:39:{0:00}.992303Z qemu-system-x86_64: info: Spice: ",
            "vm-b-1  | 2026-11-23T22:39:{0:00}.992303Z qemu-system-x86_64: info: Spice: " },
    };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Pairs))]
    public async Task Lines_of_two_processes_one_after_the_other_are_two_runs_and_mixed_ones_are_refused(string one, string other)
    {
        var (a, b) = (Lines(one, 3), Lines(other, 4));

        (await AnalyzeAsync([.. a, .. b])).Runs.Select(x => x.Ooms).Should().Equal(3, 4);
        var mixed = await FluentActions.Awaiting(() => AnalyzeAsync([.. a[..3], .. b[..4], .. a[3..], .. b[4..]])).Should()
            .ThrowAsync<TrialException>();

        mixed.Which.What.Should().MatchRegex("lines of 2 processes stand mixed in it .*journalctl .*_PID=");
        mixed.Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Pairs))]
    public async Task One_process_is_one_run_however_its_lines_begin(string one, string other)
    {
        _ = other;
        string[] lines = [.. Lines(one, 3), .. one.StartsWith("(process") ? [string.Format(CultureInfo.InvariantCulture,
            one.Replace("(process", "** (process").Replace("DEBUG", "WARNING **"), 9) + Oom] : (string[])[],
            .. Enumerable.Range(10, 4).Select(x => string.Format(CultureInfo.InvariantCulture, one, x).Replace("info", "warning") + Oom)];

        var run = (await AnalyzeAsync(lines)).Runs.Should().ContainSingle().Subject;

        run.Ooms.Should().BeInRange(7, 8);
        run.Version.Should().Be("0.15.1");
    }

    [Fact(Timeout = 120_000)]
    public async Task Torn_lines_are_nobody_elses()
    {
        const string time = "2026-11-23T22:39:41.992303Z ";
        var lines = Lines(time + "qemu-system-x86_64: info: Spice: ", 3);

        var run = (await AnalyzeAsync([.. lines, $"{time}qemu-sys{time}qemu-system-x86_64: info: Spice: {Oom}",
            $"{new string('\0', 40)}{time}qemu-system-x86_64: info: Spice: {Oom}",
            $"{time}{time}qemu-system-x86_64: qemu-system-x86_64: {Oom}",
            .. lines[2..]])).Runs.Should().ContainSingle().Subject;

        run.Ooms.Should().Be(9);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("systemd-journald[321]: Suppressed 1138 messages from machine-qemu\\x2d1.scope", "1138 messages")]
    [InlineData("systemd-journald[321]: Suppressed 12 messages from /machine.slice", "12 messages")]
    [InlineData("rsyslogd: imjournal: 77 messages lost due to rate-limiting (20000 allowed within 600 seconds)", "")]
    [InlineData("rsyslogd[9]: imuxsock[pid: 4711, name: kvm]: begin to drop messages due to rate-limiting", "")]
    [InlineData("kernel: net_ratelimit: 23 callbacks suppressed", null)]
    [InlineData("kvm[4711]: Suppressed joy", null)]
    public async Task A_log_from_which_messages_were_dropped_is_not_whole(string line, string? said)
    {
        var lines = Lines("2026-11-23T22:39:{0:00}+0000 pve kvm[4711]: ", 5);

        var run = (await AnalyzeAsync([.. lines[..5], "2026-11-23T22:39:43+0000 pve " + line, .. lines[5..]])).Runs
            .Should().ContainSingle().Subject;

        (run.Ooms, run.LogComplete).Should().Be((5, said is null));
        run.Remarks.Any(x => x.Contains("were dropped") && x.StartsWith(said ?? "-")).Should().Be(said is not null);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("0.15.1\"", "filter\"", "crashed\"}")]
    [InlineData("0.15.1\u001b[0m", "filter\u001b[0m", "crashed\u001b[K")]
    [InlineData("\u001b[01;32m0.15.1\u001b[0m", "\u001b[32mfilter\u001b[m", "crashed\u001b[0m")]
    [InlineData("0.15.1\\u001b[0m\"}", "filter\\n\"", "crashed\\n")]
    [InlineData("0.15.1)", "filter.", "crashed.")]
    [InlineData("\"0.15.1\"", "'filter'", "crashed'")]
    [InlineData("0.15.1\u009b0m", "filter\0", "crashed\r")]
    public async Task A_value_ends_where_its_own_characters_end(string version, string mode, string reason)
    {
        const string time = "2026-11-23T22:39:41.992303Z ";

        var run = (await SharedLogs.ReadAsync(
            "2026-11-23 22:18:03.009+0000: starting up libvirt version: 9.0.0, package: 9.0.0-4\u001b[0m, kernel: 6.1.0\", "
                + "hostname: sf-2\u001b[0m\n"
                + $"{time}qemu-system-x86_64: info: Spice: x:do_spice_init: starting {version}\n"
                + $"\u001b[33m{time}qemu-system-x86_64: info: Spice: x:display_channel_set_stream_video: sv {mode}\n"
                + $"2026-11-23 22:40:00.000+0000: shutting down, reason={reason}\n")).Single();

        (run.Version, run.Mode, run.Ended).Should().Be(("0.15.1", StreamingMode.Filter, "crashed"));
        run.Host.Should().Be(new HostVersions("9.0.0-4", null, "6.1.0", "sf-2"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("qemu-system-x86_64: failed to initialize spice server")]
    [InlineData("qemu-system-x86_64: -drive file=/x.qcow2: Failed to get \"write\" lock")]
    [InlineData("qemu-system-x86_64: -device virtio-blk-pci,drive=x: Failed to get shared \"write\" lock")]
    [InlineData("qemu-system-x86_64: -blockdev x: Failed to lock byte 100")]
    [InlineData("qemu-system-x86_64: -vnc 0.0.0.0:1: Failed to find an available port: Address already in use")]
    [InlineData("qemu-system-x86_64: -blockdev x: Could not open '/x.qcow2': Permission denied")]
    [InlineData("qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory")]
    [InlineData("qemu-system-x86_64: -device vfio-pci,host=0000:65:00.0: vfio 0000:65:00.0: group 12 is not viable")]
    [InlineData("qemu-system-x86_64: -device vfio-pci: vfio 0000:65:00.0: failed to open /dev/vfio/12: Device or resource busy")]
    [InlineData("qemu-system-x86_64: failed to initialize kvm: Permission denied")]
    public async Task A_start_that_failed_for_what_the_machine_does_not_have_is_no_crash(string said)
    {
        const string time = "2026-11-23T22:39:41.992303Z ";
        string[] start = ["2026-11-23 22:18:03.009+0000: starting up libvirt version: 9.0.0",
            $"{time}qemu-system-x86_64: info: Spice: x:do_spice_init: starting 0.15.1", $"{time}{said}",
            "2026-11-23 22:18:05.000+0000: shutting down, reason=failed"];

        var run = (await AnalyzeAsync(start)).Runs.Single();

        (run.Ended, run.Crashed).Should().Be(("start refused", false));
        (await AnalyzeAsync([start[0], start[2], start[3], start[0], start[1], .. Lines(time + "qemu-system-x86_64: ", 3)[2..]])).Runs
            .Single().FailedStarts.Should().Be(0);
        var drew = (await AnalyzeAsync([start[0], start[1], $"{time}qemu-system-x86_64: {Oom}", start[2], start[3]])).Runs.Single();
        drew.Crashed.Should().BeTrue("it was running when that came");
        (await AnalyzeAsync([start[0], start[1], start[2], start[3].Replace("failed", "crashed")])).Runs.Single().Crashed
            .Should().BeTrue("a process that gives up does not crash");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("-incoming defer \\", "", "failed", "start refused")]
    [InlineData("-incoming fd:28 \\", "qemu-system-x86_64: load of migration failed: Input/output error", "crashed", "start refused")]
    [InlineData("-incoming defer \\", "", "crashed", "crashed")]
    [InlineData("-incoming defer \\", "", "shutdown", "shutdown")]
    [InlineData("-uuid 1 \\", "", "failed", "failed")]
    public async Task A_process_that_waited_for_a_guest_which_never_came_is_no_failure_of_its_library(
        string argument, string said, string reason, string ended)
    {
        const string time = "2026-11-23T22:18:04.992303Z ";
        string[] start = ["2026-11-23 22:18:03.009+0000: starting up libvirt version: 9.0.0", "G_MESSAGES_DEBUG=all \\", argument],
            server = [$"{time}qemu-system-x86_64: info: Spice: x:do_spice_init: starting 0.15.1",
                $"{time}qemu-system-x86_64: info: Spice: x:dev_create_primary_surface: trace"],
            end = [time + said, $"2026-11-23 22:18:05.000+0000: shutting down, reason={reason}"];

        (await AnalyzeAsync([.. start, .. server, .. end])).Runs.Single().Ended.Should().Be(ended);
        var drew = (await AnalyzeAsync([.. start, .. server, $"{time}qemu-system-x86_64: {Oom}", .. end])).Runs.Single();
        drew.Ended.Should().Be(reason, "the guest ran");
        // What gave up before its spice-server began leaves the same lines, without the server's.
        (await AnalyzeAsync([.. start, .. end, .. start[..2], server[0], .. Lines(time + "qemu-system-x86_64: ", 3)[2..]])).Runs.Single()
            .FailedStarts.Should().Be(ended == "start refused" ? 0 : 1);
    }

    static string[] Lines(string prefix, int ooms) =>
        [.. Boot.Split('|').Concat(Enumerable.Repeat(Oom, ooms))
            .Select((x, i) => string.Format(CultureInfo.InvariantCulture, prefix, i) + "../server/x.cpp:1:" + x)];

    async Task<Analysis> AnalyzeAsync(string[] lines)
    {
        var stop = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(scratch.File("run.log"), string.Concat(lines.Select(x => x + "\n")), stop);
        return await new AnalyzeSessions(new()).RunAsync([scratch.File("run.log")], stop);
    }
}
