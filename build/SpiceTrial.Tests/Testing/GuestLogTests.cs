using FluentAssertions;
using SpiceTrial.Lab;
using SpiceTrial.Sessions;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.Tests.Testing;

/// <summary>What a guest is told to draw, and what it says on its serial ports.</summary>
public sealed class GuestLogTests
{
    static readonly string[] Lines =
    [
        """{"event": "booted", "time": 1795920421.988, "kernel": "5.10.0-32-amd64"}""",
        "something that a program prints",
        """{"event": "ready", "time": 1795920442.449, "surface": "1280x800"}""",
        """{"event": "play", "play": 1, "time": 1795920442.500}""",
        """{"event": "played", "play": 1, "time": 1795920452.4, "seconds": 10.0, "frames": 120, "longestGap": 0.25, "gaps": []}"""
            .Replace("[]", "[[1795920443.25, 0.25]]"),
        """{"event": "play", "play": 2, "time": 1795920455.0}""",
    ];

    [Fact(Timeout = 120_000)]
    public void A_guest_tells_its_plays_and_the_gaps_that_a_viewer_would_see()
    {
        var log = GuestLog.Read(Lines);

        log.Kernel.Should().Be("5.10.0-32-amd64");
        (log.IsReady, log.IsOver, log.Trouble).Should().Be((true, false, null));
        log.Plays.Should().HaveCount(2);
        log.Plays[0].Should().Match<GuestPlay>(x => x.Seconds == 10 && x.Frames == 120 && x.LongestGap == 0.25);
        log.Plays[0].Gaps.Should().Equal(new GuestGap(DateTimeOffset.UnixEpoch.AddSeconds(1795920443.25), 0.25));
        log.Plays[1].Seconds.Should().BeNull("the guest did not live to its end");
    }

    [Fact(Timeout = 120_000)]
    public void A_line_that_was_cut_off_when_the_guest_died_loses_nothing_else()
    {
        var log = GuestLog.Read([.. Lines, """{"event": "played", "play": 2, "seco""", """{"event": "lost", "time": 1}"""]);

        log.Plays.Should().HaveCount(2);
        log.Trouble.Should().Contain("X server");
    }

    [Fact(Timeout = 120_000)]
    public void A_load_that_can_not_start_says_why() =>
        GuestLog.Read([Lines[0], """{"event": "failed", "time": 1, "reason": "the X server does not start"}"""]).Should().Match<GuestLog>(
            x => !x.IsReady && x.Trouble == "the X server does not start");

    [Fact(Timeout = 120_000)]
    public void Of_the_kernels_messages_those_about_its_display_are_kept_each_once() => GuestLog.OfDisplay(
        [
            "[    1.5] systemd[1]: Started udev.", "[  100.1] [TTM] Buffer eviction failed", "[  115.1] [TTM] Buffer eviction failed",
            "[  115.2] qxl 0000:00:02.0: object_init failed for (3149824, 0x00000001)",
        ]).Should().Equal("[TTM] Buffer eviction failed", "qxl 0000:00:02.0: object_init failed for (3149824, 0x00000001)");

    [Fact(Timeout = 120_000)]
    public void On_a_desktop_the_player_takes_place_size_and_plays_of_the_scenario() =>
        GuestLoad.Words(ScenarioFiles.Of(["guest-16mib"])[0] with { Guest = GuestKind.Desktop }, 120, 7).Should().Be(
            "desktop,120,10,2.5,1200x600,0,0");

    [Fact(Timeout = 120_000)]
    public void The_guest_draws_what_the_scenario_of_the_lab_says() =>
        GuestLoad.Words(ScenarioFiles.Of(["guest-16mib"])[0], 120, 7).Should().Be(
            "120,7,video,1200,600,0,0,12,0,natural,10,2.5,chrome,32,16,250,0,10,0,text,round-robin,beside-video,10,0");

    [Fact(Timeout = 120_000)]
    public void The_domain_has_the_scenarios_memory_and_no_network()
    {
        var guest = new TestGuest("one", ScenarioFiles.Of(["guest-16mib"])[0], 120, 7);

        guest.Definition().Should().Contain("ram=\"16384\" vram=\"8192\" vgamem=\"8192\"").And.Contain("<streaming mode=\"all\"")
            .And.Contain("listen=\"127.0.0.1\"").And.Contain("G_MESSAGES_DEBUG").And.NotContain("<interface");
        (guest with { IsWatched = true }).Definition().Should().Contain("listen=\"0.0.0.0\"");
    }
}
