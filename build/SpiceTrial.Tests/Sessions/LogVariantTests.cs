using FluentAssertions;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>The same run as different hosts would write it: each prefix, one display or two, the video named or not, and over
/// midnight.</summary>
public sealed class LogVariantTests
{
    static readonly DateTime Start = new(2026, 11, 23, 23, 59, 55);

    public static MatrixTheoryData<string, int, bool> Variants { get; } = new(
        ["{0:yyyy-MM-ddTHH:mm:ss.ffffff}Z qemu-system-x86_64: info: Spice: ",
            "{0:yyyy-MM-ddTHH:mm:ss.ffffff}Z my guest qemu-system-x86_64: info: Spice: ", "(process:4711): Spice-DEBUG: {0:HH:mm:ss.fff}: ",
            "[{1:0.000000}] "],
        [1, 2],
        [false, true]);

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Variants))]
    public async Task A_run_has_the_same_figures_however_it_is_written(string prefix, int displays, bool isNamed)
    {
        // On a second display the numbers begin anew.
        var other = displays == 1 ? 48 : 49;
        var lines = new List<(double At, string Text)> { (0, "do_spice_init: starting 0.15.1") };
        lines.AddRange(Enumerable.Repeat((0.1, "display_channel_set_stream_video: sv all"), displays));
        lines.AddRange([(1, Create(49, 1024, 768, 0)), (2, Create(other, 32, 10, 1930)), (3, Stop(other)),
            (5, Create(other, 1900, 1060, 1920)), (6, Stop(other))]);
        lines.AddRange([(10, Stop(49)), (12, Create(49, 1024, 768, 0)), (15, Stop(49))]);
        lines.AddRange(Enumerable.Range(1, 14).SelectMany(x => Oom(x + 0.5)));

        var run = await RunAsync(prefix, lines, isNamed ? (1024, 768) : null);

        (run.Creates, run.Stops, run.Ooms, run.FreeSome, run.PeakStreams, run.LogComplete).Should().Be((4, 4, 14, 0, 2, true));
        run.DurationSeconds.Should().Be(15);
        run.Freezes.Should().BeEmpty();
        var video = run.Regions.Single(x => x.Width == 1024);
        video.Should().BeEquivalentTo(new { Kind = isNamed ? RegionKind.Video : RegionKind.Other, Creates = 2, Stops = 2, ReEngagements = 1,
            StreamingSeconds = 12.0 });
        run.Video!.Width.Should().Be(isNamed ? 1024 : 1900);
        run.Regions.Single(x => x.Width == 1900).StreamingSeconds.Should().Be(1);
        run.Regions.Single(x => x.Width == 32).Kind.Should().Be(RegionKind.Widget);
        run.Remarks.Should().NotContain(x => x.Contains("do not follow from those before"));
        run.Remarks.Any(x => x.StartsWith("2 displays")).Should().Be(displays == 2);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("{0:yyyy-MM-ddTHH:mm:ss.ffffff}Z qemu-system-x86_64: info: Spice: ")]
    [InlineData("[{1:0.000000}] ")]
    public async Task A_run_goes_on_over_a_clock_that_was_set_back(string prefix)
    {
        // After two minutes an hour back, then eight minutes more.
        var lines = new List<(double At, string Text)>
        {
            (4000, "do_spice_init: starting 0.15.1"), (4000.1, "display_channel_set_stream_video: sv all"),
        };
        lines.AddRange(Enumerable.Range(1, 60).SelectMany(x => Oom(4000 + (2 * x))));
        lines.AddRange(Enumerable.Range(1, 240).SelectMany(x => Oom(520 + (2 * x))));
        lines.AddRange([(1002, Create(49, 1024, 768, 0)), (1062, Stop(49))]);

        var run = await RunAsync(prefix, lines, null, inTurn: false);

        run.DurationSeconds.Should().BeApproximately(660, 3);
        run.Regions.Single().StreamingSeconds.Should().BeApproximately(60, 0.1);
        run.OomsPerMinute.Should().BeInRange(25, 30);
        run.Remarks.Should().ContainMatch("the clock went back by up to 3*: times around that are not exact");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(-3600, 300, 0)]
    [InlineData(-10, 121, 0)]
    // It had run ahead before.
    [InlineData(-3600, 300, -9)]
    public async Task A_clock_that_is_put_right_again_and_a_line_that_came_late_make_no_time(double step, double until, double after)
    {
        var lines = new List<(double At, string Text)>
        {
            (4000, "do_spice_init: starting 0.15.1"), (4000.1, "display_channel_set_stream_video: sv all"),
        };
        lines.AddRange(Enumerable.Range(1, 300).SelectMany(x => Oom(4000 + (2 * x) + (2 * x < 120 ? 0 : 2 * x < until ? step : after))));

        var run = await RunAsync("[{1:0.000000}] ", lines, null, inTurn: false);

        run.DurationSeconds.Should().BeApproximately(600, 1 - (after / 2));
        run.Freezes.Should().BeEmpty();
        run.Pauses.Should().BeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_clock_that_was_set_back_and_stays_so_passes_its_old_time_without_a_jump()
    {
        var lines = new List<(double At, string Text)>
        {
            (4000, "do_spice_init: starting 0.15.1"), (4000.1, "display_channel_set_stream_video: sv all"),
        };
        lines.AddRange(Enumerable.Range(1, 200).SelectMany(x => Oom(4000 + (3 * x) + (3 * x >= 120 ? -60 : 0))));

        var run = await RunAsync("[{1:0.000000}] ", lines, null, inTurn: false);

        run.DurationSeconds.Should().BeApproximately(600, 3);
    }

    [Fact(Timeout = 120_000)]
    public async Task Times_that_go_to_and_fro_are_two_clocks_and_not_a_run_of_days()
    {
        var lines = new List<(double At, string Text)> { (4000, "do_spice_init: starting 0.15.1") };
        lines.AddRange(Enumerable.Range(1, 50).SelectMany(x => Oom((x % 2 == 0 ? 4000 : 400) + x)));

        (await RunAsync("[{1:0.000000}] ", lines, null, inTurn: false)).DurationSeconds.Should().BeApproximately(50, 1);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(1, 50, 50, true)]
    [InlineData(2, 30, 60, false)]
    [InlineData(2, 50, 100, true)]
    public async Task Each_display_has_slots_of_its_own(int displays, int streams, int peak, bool isExhausted)
    {
        var lines = new List<(double At, string Text)> { (0, "do_spice_init: starting 0.15.1") };
        lines.AddRange(Enumerable.Repeat((0.1, "display_channel_set_stream_video: sv all"), displays));
        lines.AddRange(Enumerable.Range(0, displays * streams).Select(x => (1 + (x * 0.2), Create(49 - (x % streams), 32, 10, 40 * x))));

        var run = await RunAsync("[{1:0.000000}] ", lines, null);

        (run.PeakStreams, run.SlotsExhausted).Should().Be((peak, isExhausted));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("-spice port=5901,addr=127.0.0.1,streaming-video=all \\", "", "auto_glz", false)]
    [InlineData("-spice port=5901,image-compression=auto_lz,streaming-video=all \\", "", "auto_lz", false)]
    [InlineData("-spice port=5901,image-compression=off,streaming-video=all \\", "Setting preferred compression to auto-lz", "auto_lz",
        false)]
    [InlineData("", "../server/dcc.cpp:349:dcc_new: New display (client 0x56473391a2b0) dcc 0x7fd7f4020bb0 stream 0x56473391a5a0", null,
        true)]
    public async Task A_client_and_how_pictures_are_compressed_for_it_are_read_from_the_log(
        string argument, string line, string? compression, bool hasClient)
    {
        var qemu = "2026-11-23T22:18:04.000000Z qemu-system-x86_64: info: Spice: ";
        var text =
            $"2026-11-23 22:18:03.009+0000: starting up libvirt version: 9.0.0\n{argument}\n{qemu}do_spice_init: starting 0.15.1\n"
                + $"{qemu}display_channel_set_stream_video: sv all\n{qemu}{line}\n";

        var run = (await SharedLogs.ReadAsync(text)).Single();

        run.ImageCompression.Should().Be(compression);
        run.ClientConnected.Should().Be(hasClient);
        (await SharedLogs.ReadAsync(text + "torn")).Single().ClientConnected
            .Should().Be(hasClient ? true : null, "what is missing may have said it");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("qemu-guest-oom", true)]
    [InlineData("guest-pair-stock", false)]
    [InlineData("guest-pair-128", false)]
    [InlineData("lab-patched-128", false)]
    public async Task Real_logs_tell_whether_a_client_was_there(string log, bool hasClient) =>
        (await SharedLogs.RunAsync(log)).ClientConnected.Should().Be(hasClient);

    static string Create(int id, int width, int height, int left) =>
        $"display_channel_create_stream: stream {id} {width}x{height} ({left}, 0) ({left + width}, {height}) 30 fps";

    static string Stop(int id) => $"video_stream_stop: stream {id}";

    static IEnumerable<(double At, string Text)> Oom(double at) =>
        ((string[])["OOM1", "OOM2"]).Select(x => (at, $"display_channel_debug_oom: {x} #draw=213, #glz_draw=57 current 198 pipes 12"));

    static async Task<RunFigures> RunAsync(string prefix, IEnumerable<(double At, string Text)> lines, (int Width, int Height)? video,
        bool inTurn = true)
    {
        var text = new StringBuilder();
        foreach (var (at, line) in inTurn ? lines.OrderBy(x => x.At) : lines)
            text.Append(string.Format(CultureInfo.InvariantCulture, prefix, Start.AddSeconds(at), at)).Append("../server/x.cpp:1:")
                .Append(line).Append('\n');
        return (await SharedLogs.ReadAsync(text.ToString(), new LogOptions("test") { Video = video })).Single();
    }
}
