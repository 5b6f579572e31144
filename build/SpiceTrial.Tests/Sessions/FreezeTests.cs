using FluentAssertions;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>Playback, pauses in play, breaks and freezes.</summary>
public sealed class FreezeTests
{
    [Fact(Timeout = 120_000)]
    public async Task Pauses_between_plays_are_no_freezes()
    {
        var run = await RunAsync(Plays(0, 8));

        run.Freezes.Should().BeEmpty();
        run.Plays.Should().Match<PlayFigures>(x => x.Seen == 8 && x.Engaged == 0 && x.Before == 8
            && Math.Abs(x.BetweenSeconds - 20.3) < 0.1);
        run.PlaybackSeconds.Should().BeApproximately((8 * 12.5) - 2.9, 0.1);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_widget_that_streams_throughout_does_not_make_one_play_of_all()
    {
        var run = await RunAsync([.. Plays(0, 3).Prepend((0.05, "display_channel_create_stream: stream 48 32x10 (0, 0) (32, 10) 9 fps"))
            .Append((12.6, Create)).Append((20.0, "video_stream_stop: stream 49")).OrderBy(x => x.Item1)]);

        (run.Plays!.Seen, run.Plays.Engaged, run.Freezes.Count).Should().Be((3, 1, 0));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_video_whose_window_stands_elsewhere_in_each_play_engaged_in_all_of_them()
    {
        var run = await RunAsync([.. Plays(0, 4).Concat(Enumerable.Range(0, 4).SelectMany(i => new[]
        {
            (1 + (i * 12.5), $"display_channel_create_stream: stream 49 640x480 ({i}, 0) ({640 + i}, 480) 30 fps"),
            (9 + (i * 12.5), "video_stream_stop: stream 49"),
        })).OrderBy(x => x.Item1)]);

        (run.Plays!.Seen, run.Plays.Engaged, run.Plays.Before).Should().Be((4, 4, 0));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_stream_that_is_there_at_the_logs_end_is_playback_until_then()
    {
        var run = await RunAsync([.. Plays(0, 1), (10, Create), (300, "handle_pong: update roundtrip")]);

        run.PlaybackSeconds.Should().BeApproximately(300, 0.1);
        run.SilenceAtEndSeconds.Should().BeNull();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_guest_that_was_stuck_three_times_alike_was_stuck_and_did_not_pause()
    {
        // The OOM behind each silence finds what the one before it left.
        var run = await RunAsync([.. Enumerable.Range(0, 4).SelectMany(i => Enumerable.Range(0, 30)
            .Select(x => (i * 15 + (x * 0.3), Oom(x is 0 or 29 ? 50 : 60 + x))))]);

        run.Freezes.Should().HaveCount(3).And.OnlyContain(x => x.IsStuck);
        run.Pauses.Should().BeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task Where_a_stream_was_drawn_in_between_nobody_was_stuck()
    {
        var run = await RunAsync([.. Enumerable.Range(0, 4).SelectMany(i =>
            Enumerable.Range(0, 30).Select(x => (i * 25 + (x * 0.3), Oom(50)))
                .Concat([(i * 25 + 9.5, Create), (i * 25 + 19.0, "video_stream_stop: stream 49")]))]);

        run.Freezes.Should().BeEmpty();
        run.Pauses.Should().HaveCount(3);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_widget_that_streams_for_a_moment_in_a_break_is_no_play()
    {
        var run = await RunAsync([.. Enumerable.Range(0, 4).SelectMany(i => Play(i * 30, 10).Concat([
            (i * 30 + 18.0, "display_channel_create_stream: stream 48 32x10 (0, 0) (32, 10) 9 fps"),
            (i * 30 + 19.0, "video_stream_stop: stream 48")]))]);

        run.Plays!.Seen.Should().Be(4);
    }

    [Fact(Timeout = 120_000)]
    public async Task Stops_of_0_14_0_are_counted()
    {
        var run = await RunAsync([.. Plays(0, 1), (10, Create), (15, "stream_stop: stream 49"), .. Plays(16, 1)]);

        run.Stops.Should().Be(1);
        run.Video!.StreamingSeconds.Should().BeApproximately(5, 0.01);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(9)]
    [InlineData(60)]
    public async Task A_silence_far_beyond_the_pauses_is_a_freeze_and_no_playback(double silence)
    {
        var run = await RunAsync([.. Plays(0, 4), .. Plays(47.5 + silence, 4)]);

        run.Freezes.Should().ContainSingle().Which
            .Should().BeEquivalentTo(new { Seconds = silence + 0.3 - 0.1 + 0.1, EndsRun = false },
                x => x.Using<double>(y => y.Subject.Should().BeApproximately(y.Expectation, 0.35)).WhenTypeIs<double>());
        run.PlaybackSeconds.Should().BeApproximately((8 * 12.5) - (2 * 2.8), 0.3);
    }

    [Fact(Timeout = 120_000)]
    public async Task Longer_pauses_that_recur_are_the_workloads_own()
    {
        var run = await RunAsync([.. Enumerable.Range(0, 5).SelectMany(i => Play(i * 25, 15))]);

        run.Freezes.Should().BeEmpty();
        run.Remarks.Should().Contain(x => x.StartsWith("4 breaks"));
        run.PlaybackSeconds.Should().BeInRange(70, 75);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_guest_that_streams_steadily_and_falls_silent_froze()
    {
        var run = await RunAsync(
            [(1, Create), (61, "video_stream_stop: stream 49"), (70, Create), (130, "video_stream_stop: stream 49")]);

        run.Freezes.Should().ContainSingle().Which.Seconds.Should().BeApproximately(9, 0.01);
        run.Video!.StreamingSeconds.Should().BeApproximately(120, 0.01);
        run.PlaybackSeconds.Should().BeApproximately(120, 0.01);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_end_of_playback_is_no_freeze_but_is_said()
    {
        var run = await RunAsync([.. Plays(0, 4), (200, "red_channel_client_handle_pong: update roundtrip")]);
        var touched = await RunAsync([.. Plays(0, 4), (150, Oom(77)), (200, "handle_pong: update roundtrip")]);

        run.Freezes.Should().BeEmpty();
        run.SilenceAtEndSeconds.Should().BeApproximately(152.8, 0.5);
        touched.Freezes.Should().BeEmpty("an OOM with another tree long afterwards is somebody at the desktop");
    }

    [Fact(Timeout = 120_000)]
    public async Task Boot_is_no_playback()
    {
        var run = await RunAsync([(5, Oom(2)), (15, Oom(1)), .. Plays(40, 3)]);

        run.PlaybackSeconds.Should().BeApproximately((3 * 12.5) - 2.9, 0.1);
        run.Freezes.Should().BeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_few_OOMs_and_no_stream_do_not_tell_playback_from_idling()
    {
        var run = await RunAsync([(5, Oom(2)), (100, Oom(1))]);

        run.PlaybackSeconds.Should().BeNull();
        run.Remarks.Should().Contain(x => x.Contains("can't be told from idling"));
    }

    const string Create = "display_channel_create_stream: stream 49 1024x768 (0, 0) (1024, 768) 30 fps";

    static string Oom(int current) => $"display_channel_debug_oom: OOM1 #draw={current}, #glz_draw=0 current {current} pipes 0";

    /// <summary>Plays of 10 s with pauses of 2.5 s; OOMs every 0.3 s.</summary>
    static IEnumerable<(double, string)> Plays(double from, int count) =>
        Enumerable.Range(0, count).SelectMany(i => Play(from + (i * 12.5), 10));

    static IEnumerable<(double, string)> Play(double from, double length) =>
        Enumerable.Range(0, (int)(length / 0.3)).Select(i => (from + (i * 0.3), Oom(40 + (i % 30))));

    static async Task<RunFigures> RunAsync(IEnumerable<(double At, string Text)> lines) => (await SharedLogs.ReadAsync(
        string.Concat(lines.Select(x => $"[{x.At:0.000000}] ../server/x.cpp:1:{x.Text}\n")
            .Prepend("[0.0] do_spice_init: starting 0.15.1\n")))).Single();
}
