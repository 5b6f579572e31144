using FluentAssertions;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>What lines count, behind which prefixes, and where runs begin.</summary>
public sealed class LogLineTests
{
    const string Qemu = "qemu-system-x86_64: info: Spice: ";
    const string Oom = "../server/display-channel.cpp:2412:display_channel_debug_oom: OOM1 #draw=213, #glz_draw=57 current 198 pipes 12";

    [Theory(Timeout = 120_000)]
    [InlineData("2026-11-23T22:39:41.992303Z qemu-system-x86_64: info: Spice: ", true)]
    [InlineData("2026-11-23T22:39:41.992303Z qemu-system-x86_64: warning: Spice: ", true)]
    [InlineData("2026-11-23T22:39:41.992303Z my guest qemu-system-x86_64: -device {\"driver\":\"qxl-vga\"}: info: Spice: ", true)]
    [InlineData("(process:4711): Spice-DEBUG: 06:09:21.004: ", true)]
    [InlineData("** (process:4711): Spice-WARNING **: 06:09:21.004: ", true)]
    [InlineData("[12.345678] ", true)]
    [InlineData("[   12.345678] Spice: ", true)]
    [InlineData("qemu-system-x86_64: info: Spice: ", false)]
    [InlineData("harness 7> ", false)]
    [InlineData("\u0000\u0001\u00ff\u0000", false)]
    [InlineData("", false)]
    public async Task An_event_counts_behind_every_prefix_and_an_unknown_one_has_no_time(string prefix, bool hasTime)
    {
        var run = (await SharedLogs.ReadAsync($"{prefix}{Oom}\n{prefix}{Oom.Replace("OOM1", "OOM2")}\n")).Single();

        run.Ooms.Should().Be(1);
        run.Current!.Median.Should().Be(198);
        run.DurationSeconds.HasValue.Should().Be(hasTime);
        if (!hasTime)
            run.Remarks.Should().Contain(x => x.Contains("without a known time"));
    }

    [Fact]
    public void Every_row_of_the_lines_that_matter_is_found_by_nothing_but_the_row()
    {
        foreach (var row in LogLines.All)
        {
            var batch = new LogBatch();
            LogScanner.Scan(Encoding.ASCII.GetBytes($"{row.Text}{new string(' ', 80)}\n"), batch);

            batch.Events.Select(x => x.Line).Should().Equal(row);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task What_only_looks_like_a_stop_is_none()
    {
        var run = (await SharedLogs.ReadAsync(
            $"{Qemu}../server/video-stream.cpp:99:video_stream_stop: stream 49\n{Qemu}../server/video-stream.cpp:110:video_stream_stop: "
                + "old max-bit-rate=0.00 new=934.51\n"
            + $"{Qemu}../server/video-stream.cpp:1:video_stream_detach_behind: stream 49\n{Qemu}my_video_stream_stop: stream 49\n"
            + $"{Qemu}video_stream_detach_and_stop: trace\n")).Single();

        run.Stops.Should().Be(1);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("# synthetic: made by a test\n", true)]
    [InlineData("a comment on # synthetic pictures\n", false)]
    public async Task Only_a_line_that_begins_with_it_says_that_the_log_was_generated(string line, bool isSynthetic) =>
        (await SharedLogs.ReadAsync($"{line}{Qemu}{Oom}\n")).Single().Synthetic.Should().Be(isSynthetic);

    [Fact(Timeout = 120_000)]
    public async Task Midnight_is_no_day_back()
    {
        var run =
            (await SharedLogs.ReadAsync(
                $"(process:1): Spice-DEBUG: 23:59:59.500: {Oom}\n(process:1): Spice-DEBUG: 00:00:01.000: {Oom}\n(process:1): Spice-DEBUG: "
                    + $"23:59:59.900: {Oom}\n")).Single();

        run.DurationSeconds.Should().BeApproximately(1.5, 0.001);
    }

    [Fact(Timeout = 120_000)]
    public async Task Each_start_of_a_domain_is_a_run_and_dates_its_GLib_lines()
    {
        var start =
            "2026-11-23 22:18:03.009+0000: starting up libvirt version: 9.0.0, package: 9.0.0-4, qemu version: 7.2.22, kernel: 6.1.0, "
                + "hostname: sf-2\nG_MESSAGES_DEBUG=all \\\n-spice port=5901,streaming-video=all,seamless-migration=on \\\n";
        var init = "(process:9): Spice-DEBUG: 22:18:04.000: ../server/reds.cpp:3418:do_spice_init: starting 0.15.1\n";
        var runs = await SharedLogs.ReadAsync(
            $"{start}{init}(process:9): Spice-DEBUG: 22:18:05.000: {Oom}\n2026-11-23 22:19:00.000+0000: shutting down, reason=crashed\n"
                + $"{start}{start}{init}");

        runs.Should().HaveCount(2);
        runs[0].Ooms.Should().Be(1);
        runs[0].Mode.Should().Be(StreamingMode.All, "libvirt's argument says it where no line of the server does");
        runs[0].Ended.Should().Be("crashed");
        runs[1].Ooms.Should().Be(0);
        runs[1].Remarks.Should().Contain(x => x.StartsWith("1 earlier starts"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(
        "2026-11-22 20:00:00.000+0000: shutting down, reason=crashed\n", "2026-11-23 22:18:03.009+0000: starting up libvirt version: 9\n")]
    [InlineData("2026-11-22T20:00:00.000000Z qemu-system-x86_64: terminating on signal 15 from pid 1 (/sbin/init)\n", "")]
    [InlineData("2026-11-22T20:00:00+0000 pve kvm[11]: terminating on signal 15 from pid 1 (/sbin/init)\n", "")]
    public async Task How_the_process_before_ended_is_not_told_of_the_one_that_the_log_is_of(string before, string start)
    {
        const string line = "2026-11-23T22:18:04+0000 pve kvm[12]: ";
        var run = (await SharedLogs.ReadAsync($"{before}{start}{line}do_spice_init: starting 0.15.1\n{line}{Oom}\n")).Single();

        run.Ended.Should().BeNull();
        run.FailedStarts.Should().Be(0);
        run.DurationSeconds.Should().BeLessThan(5);
        run.Start.Should().BeAfter(new DateTimeOffset(2026, 11, 23, 22, 18, 0, TimeSpan.Zero));
    }

    [Fact(Timeout = 120_000)]
    public async Task Lines_with_a_time_of_day_only_take_their_date_from_libvirts_line_and_count_from_the_first_of_them()
    {
        var glib = "(process:9): Spice-DEBUG: ";
        var run = (await SharedLogs.ReadAsync(
            $"2026-11-23 22:59:58.000+0000: starting up libvirt version: 9.0.0\n{glib}23:59:59.500: "
                + $"../server/reds.cpp:3418:do_spice_init: starting 0.15.1\n{glib}00:00:01.000: {Oom}\n"
            + "2026-11-23 23:00:02.000+0000: shutting down, reason=destroyed\n")).Single();

        run.DurationSeconds.Should().Be(1.5);
        run.Start.Should().Be(new DateTimeOffset(2026, 11, 23, 23, 59, 59, 500, TimeSpan.Zero));
        run.Timeline!.Ooms.Should().Equal(1.5);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_new_process_without_a_libvirt_line_is_a_run_too()
    {
        var boot = $"{Qemu}spice_server_set_seamless_migration: seamless migration enabled=0\n{Qemu}do_spice_init: starting 0.15.1\n";
        var cut = await SharedLogs.ReadAsync($"{Qemu}{Oom}\n{boot}{Qemu}{Oom}\n{Qemu}{Oom}\n");
        var set = await SharedLogs.ReadAsync(
            $"{boot}{Qemu}{Oom}\n{Qemu}spice_server_set_seamless_migration: seamless migration enabled=1\n{Qemu}{Oom}\n");

        cut.Select(x => (x.Ooms, x.LogComplete)).Should().Equal((1, false), (2, true));
        set.Single().Ooms.Should().Be(2, "a setting that is changed later starts nothing");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("OOM1 #dr", 1, 0, 0)]
    [InlineData("OOM", 0, 0, 0)]
    [InlineData("stream 49 1024x7", 0, 1, 0)]
    public async Task A_torn_last_line_counts_as_far_as_it_is_sure(string tail, int ooms, int creates, int placed)
    {
        var function = tail.StartsWith("OOM") ? "display_channel_debug_oom" : "display_channel_create_stream";
        var run = (await SharedLogs.ReadAsync($"{Qemu}do_spice_init: starting 0.15.1\n{Qemu}../server/x.cpp:1:{function}: {tail}"))
            .Single();

        (run.Ooms, run.Creates, run.Regions.Count).Should().Be((ooms, creates, placed));
        run.LogComplete.Should().BeFalse();
        run.Remarks.Should().Contain("the last line is torn");
    }

    [Fact(Timeout = 120_000)]
    public async Task Lines_longer_than_a_block_and_the_places_where_blocks_meet_lose_nothing()
    {
        var text = string.Concat(Enumerable.Range(0, 30_000)
            .Select(i => $"{Qemu}{(i % 3 == 0 ? Oom : $"mjpeg_encoder_eval_quality: {new string('x', i % 97)}")}\n"));
        var run = (await SharedLogs.ReadAsync($"{text}{new string('y', 3 << 20)} {Oom}\n{text}")).Single();

        run.Ooms.Should().Be(20_001);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("(process:9): Spice-CRITICAL **: 22:18:06.000: ../server/red-worker.cpp:1339:red_worker_main: assertion `worker != "
        + "nullptr' failed\n", "assertion")]
    [InlineData("qemu-system-x86_64: ../hw/display/qxl.c:1234: qxl_reset: Assertion `!d->ssd.cmds' failed.\n", "assertion")]
    [InlineData("ERROR:../server/dcc.cpp:12:dcc_new: assertion failed: (client != nullptr)\n2026-11-23 22:19:00.000+0000: shutting down, "
        + "reason=destroyed\n", "assertion")]
    [InlineData("qemu-system-x86_64: ../server/red-worker.cpp:100: assertion failed", "assertion")]
    [InlineData("qemu-system-x86_64: x.c:1: f: Assertion `a' failed.\n2026-11-23 22:19:00.000+0000: shutting down, reason=crashed\n",
        "crashed")]
    [InlineData("** (process:9): Spice-CRITICAL **: 22:18:06.000: ../server/dcc.cpp:9:dcc_get_tail: condition `dcc' failed\n", "assertion")]
    [InlineData("2026-11-23T22:18:06.000000Z qemu-system-x86_64: Spice: ../server/dcc.cpp:9:dcc_get_tail: condition `dcc' failed\n"
        + "2026-11-23 22:19:00.000+0000: shutting down, reason=destroyed\n", "assertion")]
    [InlineData("** (process:9): Spice-WARNING **: 22:18:06.000: ../server/dcc.cpp:9:dcc_get_tail: condition `dcc' failed\n", null)]
    [InlineData("2026-11-23T22:18:06.000000Z qemu-system-x86_64: warning: Spice: ../server/dcc.cpp:9:f: condition `dcc' reached\n", null)]
    [InlineData("(process:9): GLib-CRITICAL **: 22:18:06.000: g_object_unref: assertion 'G_IS_OBJECT (object)' failed\n", null)]
    [InlineData("(process:9): Spice-CRITICAL **: 22:18:06.000: ../server/x.cpp:1:f: assertion `a' failed\n(process:9): Spice-DEBUG: "
        + "22:18:07.000: ../server/x.cpp:1:display_channel_debug_oom: OOM1 #draw=1, #glz_draw=0 current 1 pipes 0\n", null)]
    public async Task An_assertion_that_failed_ended_the_process_unless_it_went_on(string lines, string? end)
    {
        var run = (await SharedLogs.ReadAsync(
            "(process:9): Spice-DEBUG: 22:18:05.000: ../server/reds.cpp:3418:do_spice_init: starting 0.15.1\n" + lines)).Single();

        run.Ended.Should().Be(end);
        run.Crashed.Should().Be(end is not null);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("G_MESSAGES_DEBUG=all \\\n", "shutdown", 1)]
    [InlineData("", "shutdown", 0)]
    [InlineData("", "crashed", 0)]
    [InlineData("", "failed", 1)]
    public async Task A_start_without_debug_logging_failed_only_where_libvirt_says_so(string debugging, string end, int failed)
    {
        const string start = "2026-11-23 22:18:03.009+0000: starting up libvirt version: 9.0.0\nLC_ALL=C \\\n";
        var silent = $"{start}{debugging}-spice port=5901 \\\n2026-11-23 22:19:03.000+0000: shutting down, reason={end}\n";
        var run = $"{start}G_MESSAGES_DEBUG=all \\\n-spice port=5901 \\\n2026-11-23T22:20:03.000000Z {Qemu}do_spice_init: starting 0.15.1\n"
            + "2026-11-23 22:29:03.000+0000: shutting down, reason=destroyed\n";

        foreach (var log in (string[])[silent + run, run + silent])
        {
            var read = (await SharedLogs.ReadAsync(log)).Should().ContainSingle().Subject;
            read.FailedStarts.Should().Be(failed);
            read.Remarks.Any(x => x.StartsWith("1 more starts of the domain had no debug logging")).Should().Be(failed == 0);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_warning_of_a_spice_server_whose_debug_logging_is_off_is_no_run_that_never_played() =>
        (await SharedLogs.ReadAsync("2026-11-23 22:18:03.009+0000: starting up libvirt version: 9.0.0\n-spice port=5901 \\\n"
            + "2026-11-23T22:18:04.000000Z qemu-system-x86_64: warning: Spice: ../server/reds.cpp:3469:do_spice_init: spice: allowing "
            + "multiple client connections\n2026-11-23 22:29:03.000+0000: shutting down, reason=destroyed\n")).Should().BeEmpty();

    [Fact(Timeout = 120_000)]
    public async Task Text_without_a_spice_server_is_no_run()
    {
        (await SharedLogs.ReadAsync("hello\nworld\n")).Should().BeEmpty();
        (await SharedLogs.ReadAsync("")).Should().BeEmpty();
        (await SharedLogs.ReadAsync($"{Qemu}mjpeg_encoder_eval_quality: nothing that counts\n")).Single().Ooms.Should().Be(0);
    }
}
