using FluentAssertions;
using SpiceTrial.Lab;
using Xunit;

namespace SpiceTrial.Tests.Lab;

public sealed class GuestTests
{
    [Theory]
    [InlineData("ring-vs-y-7", 7)]
    [InlineData("ring-vs-y-56", 56)]
    public void Between_two_frames_there_are_exactly_Y_draws_at_distinct_places(string name, int y)
    {
        var steps = Run(name, seed: 3);

        var between = new List<GuestStep>();
        var counts = new List<int>();
        foreach (var step in steps.Where(x => x.Kind == GuestAction.Draw && x.Time < 9_000_000_000))
        {
            if (step.Box.Size != new Size(1024, 768))
            {
                between.Add(step);
                continue;
            }

            counts.Add(between.Select(x => x.Box).Distinct().Count());
            between.Clear();
        }

        counts.Skip(1).Should().HaveCountGreaterThan(250).And.OnlyContain(x => x == y);
    }

    [Fact]
    public void Each_OOM_of_the_locked_kind_comes_directly_before_a_frame_at_the_asked_rate()
    {
        var steps = Run("ring-vs-y-8", seed: 1);

        var ooms = steps.Select((step, index) => (step, index)).Where(x => x.step.Kind == GuestAction.Oom).ToList();

        ooms.Should().HaveCount(66, "30 s of play at 2.2 a second");
        ooms.Should().OnlyContain(
            x => steps[x.index + 1].Kind == GuestAction.Draw && steps[x.index + 1].Box.Left == 0 && steps[x.index + 1].Time == x.step.Time);
    }

    [Fact]
    public void A_play_lasts_ten_seconds_and_pauses_have_no_frame()
    {
        var scenario = ScenarioFiles.Of(["ring-vs-y-8"]).Single();
        var guest = new Guest(scenario, 2);

        var frames = Steps(guest).Where(x => x.Kind == GuestAction.Draw && x.Box.Left == 0).Select(x => x.Time / 1e9).ToList();

        guest.Plays.Should().HaveCount(3).And.OnlyContain(x => Math.Abs(x.To - x.From - 10) < 1e-6);
        frames.Should().HaveCount(900).And.OnlyContain(x => guest.Plays.Any(y => x >= y.From - 1e-6 && x < y.To));
    }

    [Fact]
    public void Chrome_with_pauses_is_drawn_in_bursts_at_its_rate()
    {
        var scenario = ScenarioFiles.Of(["ring-vs-y-8"]).Single();
        scenario = scenario with { Chrome = [scenario.Chrome[0] with { Play = 2, Pause = 3 }] };

        var draws = Steps(new Guest(scenario, 1)).Where(x => x.Kind == GuestAction.Draw && x.Box.Left != 0).Select(x => x.Time / 1e9)
            .ToList();

        var gaps = draws.Zip(draws.Skip(1), (one, next) => next - one).Where(x => x > 0.1).ToList();
        gaps.Should().HaveCountGreaterThanOrEqualTo(6).And.OnlyContain(x => Math.Abs(x - 3) < 0.02);
        draws.Count(x => x > 10 && x <= 30).Should().BeInRange(1910, 1930, "20 s hold four bursts of 2 s at 240 draws a second");
    }

    [Fact]
    public void Time_never_goes_back_and_never_stands_over_a_stream_time_out_without_a_step()
    {
        foreach (var name in ScenarioFiles.Shipped.Where(x => x is not ("jitter-600s" or "field-006a")))
        {
            var times = Run(name, seed: 1).Select(x => x.Time).ToList();

            times.Zip(times.Skip(1), (x, y) => y - x).Should().OnlyContain(x => x >= 0 && x <= 270_000_001, name);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_steps_and_another_seed_others()
    {
        var first = Run("widgets-60", seed: 5);

        Run("widgets-60", seed: 5).Should().Equal(first);
        Run("widgets-60", seed: 6).Should().NotEqual(first);
    }

    [Fact]
    public void A_stall_stops_the_guest_and_lengthens_its_plays()
    {
        var guest = new Guest(ScenarioFiles.Of(["stall-250ms"]).Single(), 1);

        _ = Steps(guest).Count;

        guest.Plays[0].To.Should().BeApproximately(guest.Plays[0].From + 10 + (22 * 0.25), 0.3);
    }

    [Fact]
    public void The_cycle_of_the_real_guest_gives_two_evictions_and_one_satisfied_OOM_in_eleven_frames()
    {
        var guest = new Guest(ScenarioFiles.Of(["guest-16mib"]).Single(), 1);
        var answers = new List<int>();

        for (var step = guest.Next(); step.Kind != GuestAction.End; step = guest.Next())
        {
            if (step.Kind != GuestAction.Oom)
                continue;
            answers.Add(guest.Flush());
            if (answers[^1] == 0)
                guest.Flush();
        }

        // Of its log: 818 OOMs, 326 evictions (0.4 each).
        ((double)answers.Count(x => x == 0) / answers.Count).Should().BeApproximately(0.4, 0.01);
        (answers.Count / guest.Plays.Sum(x => x.To - x.From))
            .Should().BeApproximately(818 / 150.0, 0.1, "that many OOMs a second of play stand in its log");
    }

    static List<GuestStep> Run(string name, int seed) => Steps(new Guest(ScenarioFiles.Of([name]).Single(), seed));

    static List<GuestStep> Steps(Guest guest)
    {
        var steps = new List<GuestStep>();
        do
            steps.Add(guest.Next());
        while (steps[^1].Kind != GuestAction.End);
        return steps;
    }
}
