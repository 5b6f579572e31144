using FluentAssertions;
using SpiceTrial.Lab;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>Streams by region: strips, re-engagements, slots.</summary>
public sealed class RegionTests
{
    [Fact(Timeout = 120_000)]
    public async Task The_strips_of_one_picture_are_one_region()
    {
        var run = await RunAsync(
            [.. Strips(10.0), .. Strips(10.0).Select((x, i) => (20.0 + (i * 0.0001), $"video_stream_stop: stream {49 - i}")),
                .. Strips(30.0)]);

        run.Creates.Should().Be(10);
        run.Stops.Should().Be(5);
        var picture = run.Regions.Should().ContainSingle().Subject;
        (picture.Kind, picture.Width, picture.Height, picture.Left, picture.Top, picture.Strips)
            .Should().Be((RegionKind.Video, 640, 480, 100, 50, 5));
        (picture.Creates, picture.Stops, picture.ReEngagements).Should().Be((2, 1, 1));
        run.PeakStreams.Should().Be(5);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_video_of_which_a_time_is_not_known_has_no_share_and_no_diagnosis()
    {
        var log = SharedLogs.Bytes("guest-pair-128");
        var at = log.AsSpan().IndexOf("create_stream"u8);
        // As where a disk was full: the line's beginning is a hole.
        log.AsSpan(log.AsSpan(0, at).LastIndexOf((byte)'\n') + 1, 12).Clear();

        var run = (await SharedLogs.ReadAsync(System.Text.Encoding.Latin1.GetString(log))).Single();

        run.Video.Should().NotBeNull();
        (run.Video!.StreamingSeconds, run.Video.StreamingShare).Should().Be((null, null));
        // It has a freeze too, which comes first.
        (RegimeRule.Of(run), RegimeRule.Beneath(run)).Should().Be((Regime.GuestKernel, Regime.NotKnown));
    }

    [Fact(Timeout = 120_000)]
    public async Task Tiles_in_rows_and_columns_are_one_region()
    {
        var run = await RunAsync(
            [(1, Create(49, 512, 512, 0, 0)), (1.001, Create(48, 512, 512, 512, 0)), (1.002, Create(47, 512, 256, 0, 512)),
                (1.003, Create(46, 512, 256, 512, 512))]);

        run.Regions.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Width = 1024, Height = 768, Creates = 1, Strips = 4 });
    }

    [Fact(Timeout = 120_000)]
    public async Task Neighbours_that_start_apart_and_widgets_side_by_side_stay_apart()
    {
        var run = await RunAsync(
            [(1, Create(49, 640, 240, 0, 0)), (3, Create(48, 640, 240, 0, 240)), (4, Create(47, 32, 10, 700, 0)),
                (4, Create(46, 32, 10, 732, 0)), (4, Create(45, 32, 10, 764, 0))]);

        run.Classes.Select(x => (x.Kind, x.Regions)).Should().Equal((RegionKind.Video, 2), (RegionKind.Widget, 3));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_video_is_the_largest_region_or_the_one_that_is_named()
    {
        (double, string)[] lines = [(1, Create(49, 1024, 768, 0, 0)), (2, Create(48, 320, 240, 1100, 0)), (3, Create(47, 95, 97, 0, 800)),
            (4, Create(46, 96, 96, 200, 800))];

        var largest = await RunAsync(lines);
        var named = await RunAsync(lines, new LogOptions("test") { Video = (320, 240) });
        var none = await RunAsync(lines, new LogOptions("test") { Video = (111, 222) });

        largest.Classes.Select(x => (x.Kind, x.Creates))
            .Should().Equal((RegionKind.Video, 1), (RegionKind.Widget, 1), (RegionKind.Other, 2));
        named.Video!.Width.Should().Be(320);
        none.Video.Should().BeNull();
        none.Remarks.Should().Contain(x => x.Contains("111x222"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Ids_tell_how_many_streams_exist_also_where_the_beginning_is_missing()
    {
        var run = await RunAsync([(1, Create(0, 32, 10, 0, 0)), (2, "video_stream_stop: stream 17")], isWhole: false);

        run.PeakStreams.Should().Be(50);
        run.SlotsExhausted.Should().BeTrue();
        run.Stops.Should().Be(1);
        run.LogComplete.Should().BeFalse();
        run.Remarks.Should().Contain(x => x.Contains("lines are missing")).And.Contain(x => x.Contains("beginning of the log is missing"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_create_whose_stop_is_missing_is_no_re_engagement()
    {
        var run = await RunAsync([(1, Create(49, 1024, 768, 0, 0)), (5, Create(49, 1024, 768, 0, 0))]);

        run.Video.Should().BeEquivalentTo(new { Creates = 2, Stops = 0, ReEngagements = 0 });
        run.Remarks.Should().Contain(x => x.Contains("lines are missing"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Numbers_that_no_server_hands_out_are_counted_but_no_streams()
    {
        var run = await RunAsync(
            [.. Enumerable.Range(1_000, 3_000).Select(x => (1.0, Create(x, 1024, 768, 0, 0))), (2, Create(49, 1024, 768, 0, 0))]);

        run.Creates.Should().Be(3_001);
        run.Video!.Creates.Should().Be(1);
        run.PeakStreams.Should().Be(1);
        run.Remarks.Should().Contain(x => x.StartsWith("3000 creates have no readable"));
    }

    static IEnumerable<(double, string)> Strips(double at) =>
        Enumerable.Range(0, 5).Select(i => (at + (i * 0.00005), Create(49 - i, 640, i < 4 ? 102 : 72, 100, 50 + (i * 102))));

    static string Create(int id, int width, int height, int left, int top) =>
        $"display_channel_create_stream: stream {id} {width}x{height} ({left}, {top}) ({left + width}, {top + height}) 30 fps";

    static async Task<RunFigures> RunAsync((double At, string Text)[] lines, LogOptions? options = null, bool isWhole = true) =>
        (await SharedLogs.ReadAsync(
        string.Concat(lines.Select(x => $"[{x.At:0.000000}] ../server/x.cpp:1:{x.Text}\n")
            .Prepend(isWhole ? "[0.0] do_spice_init: starting 0.15.1\n" : "")), options)).Single();
}
