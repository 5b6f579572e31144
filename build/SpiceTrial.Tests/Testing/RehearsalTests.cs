using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Lab;
using SpiceTrial.Sessions;
using SpiceTrial.Testing;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Testing;

/// <summary>What a rehearsal plans, and what it makes of a run.</summary>
public sealed class RehearsalTests : IDisposable
{
    static readonly DateTimeOffset Start = new(2026, 11, 29, 3, 0, 0, TimeSpan.Zero);

    static readonly Scenario Guest16 = ScenarioFiles.Of(["guest-16mib"])[0];

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Four_pairs_are_a_trial_in_the_order_of_its_plan_and_rings_between_get_one_run()
    {
        var settings = Settings() with { RingSizes = [8, 16, 128], Pairs = 4 };
        var steps = await RehearsalPlan.OfAsync(settings, Token);
        var plan = await TrialPlan.ReadAsync(settings.Folder, "guest-16mib", Token);

        plan.Primary.Should().Be(TrialFigures.PrimaryOfPlays, "the scenario's video has pauses");
        steps.Take(8).Select(x => x.Tag).Should().Equal(plan.Runs.Select(x => x.Tag));
        steps.Take(8).Select(x => x.RingSize == 128 ? 'P' : 'S').Should().Equal(plan.Order);
        steps.Skip(8).Should().ContainSingle().Which.RingSize.Should().Be(16);
        steps.Where(x => x.RingSize == 8).Select(x => x.Pair).Should().Equal(1, 2, 3, 4);
        (await RehearsalPlan.OfAsync(settings with { Seed = 99 }, Token)).Select(x => x.Tag).Should()
            .Equal(steps.Select(x => x.Tag), "a plan that is there is not drawn again");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_record_that_git_kept_without_its_sessions_is_not_gone_on_with()
    {
        var settings = Settings();
        await RecordFile.WriteAsync(Path.Combine(settings.Folder, Rehearsal.FileName), new Rehearsal(
            new(settings.Suite, "5.10"), [Froze(8, 0, 1)]) { Seed = 3, Minutes = settings.Minutes }, Token);

        (await new Rehearse(settings, new Trial.Silence(), new SshConnector())
            .Invoking(x => x.RunAsync(Token)).Should().ThrowAsync<TrialException>()).WithMessage("*session of its run one is not*--tag*")
            .Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_of_another_machine_is_refused_where_the_plan_here_has_another_ring_for_it()
    {
        var settings = Settings() with { Pairs = 1 };
        var theirs = Path.Combine(settings.Folder, "guest-16mib-01-ring8");
        await RecordFile.WriteAsync(Path.Combine(theirs, Rehearsal.FileName), new Rehearsal(
            new(settings.Suite, "5.10"), [Froze(128, 0, 1) with { Tag = "guest-16mib-01-ring8" }])
            { Seed = 3, Minutes = settings.Minutes }, Token);
        await File.WriteAllTextAsync(Path.Combine(theirs, "analysis.json"), "{}", Token);

        (await new Rehearse(settings, new Trial.Silence(), new SshConnector())
            .Invoking(x => x.RunAsync(Token)).Should().ThrowAsync<TrialException>())
            .WithMessage("run guest-16mib-01-ring8 was made with 128 entries*").Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("guest-16mib-01-ring8"), InlineData("guest-16mib-01-stock")]
    public async Task Runs_of_a_load_that_was_changed_since_are_not_gone_on_with(string tag)
    {
        var settings = Settings() with { Pairs = 1 };
        await RecordFile.WriteAsync(Path.Combine(settings.Folder, Rehearsal.FileName), new Rehearsal(
            new(settings.Suite, "5.10"), [Froze(8, 0, 1) with { Tag = tag, Scenario = "guest-16mib", Load = new('0', 64) }])
            { Seed = 3, Minutes = settings.Minutes }, Token);
        Directory.CreateDirectory(Path.Combine(settings.Folder, tag));
        await File.WriteAllTextAsync(Path.Combine(settings.Folder, tag, "analysis.json"), "{}", Token);

        (await new Rehearse(settings, new Trial.Silence(), new SshConnector())
            .Invoking(x => x.RunAsync(Token)).Should().ThrowAsync<TrialException>())
            .WithMessage($"run {tag} played another load*another --tag").Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact]
    public void What_a_guest_does_not_play_is_no_part_of_its_load()
    {
        var other = Guest16 with { About = "in other words", Oom = new() { Rate = 9 }, Flush = new() { Share = 0.5 } };

        Rehearse.LoadOf(other, 4).Should().Be(Rehearse.LoadOf(Guest16, 4));
        new[] { Rehearse.LoadOf(Guest16, 5), Rehearse.LoadOf(Guest16 with { Seconds = 99 }, 4),
            Rehearse.LoadOf(Drawing(13, 18), 4), Rehearse.LoadOf(Guest16, 4) }.Should().OnlyHaveUniqueItems();
    }

    [Theory(Timeout = 120_000)]
    [InlineData(4, 16, 128)]
    [InlineData(4, 128, 8)]
    [InlineData(4, 8, 8)]
    [InlineData(1, 8, 8)]
    public async Task A_trial_that_does_not_begin_with_stock_or_has_a_ring_twice_is_refused_before_any_guest_plays(
        int pairs, params int[] rings) =>
        (await FluentActions.Awaiting(() => RehearsalPlan.OfAsync(Settings() with { RingSizes = rings, Pairs = pairs }, Token)).Should()
            .ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.BadInput);

    [Fact(Timeout = 120_000)]
    public async Task One_pair_is_no_trial()
    {
        var settings = Settings() with { Pairs = 1 };

        (await RehearsalPlan.OfAsync(settings, Token)).Select(x => x.RingSize).Should().Equal(8, 128);
        RehearsalPlan.IsTrial(settings).Should().BeFalse();
        File.Exists(TrialPlan.PathIn(settings.Folder, "guest-16mib")).Should().BeFalse();
    }

    [Fact(Timeout = 120_000)]
    public async Task More_pairs_than_a_trial_plans_are_made_in_turns_to_count_freezes()
    {
        var steps = await RehearsalPlan.OfAsync(Settings() with { Pairs = 15 }, Token);

        steps.Select(x => x.RingSize).Should().Equal(Enumerable.Repeat<int[]>([8, 128], 15).SelectMany(x => x));
        steps.Select(x => x.Tag).Should().OnlyHaveUniqueItems();
    }

    [Fact(Timeout = 120_000)]
    public void Freezes_are_counted_per_OOM_with_what_chance_would_make_of_them()
    {
        // The runs of the facts: 4 freezes in 1824 OOMs of stock, 5 in 770 with 128 entries, about p 0.1.
        var rates = FreezeRates.Of([Froze(8, 4, 1824), Froze(128, 5, 700), Froze(128, 0, 70)]);

        rates.Select(x => (x.RingSize, x.Runs, x.Freezes, x.Ooms)).Should().Equal((8, 1, 4, 1824), (128, 2, 5, 770));
        rates[0].PerThousandOoms.Should().BeApproximately(2.19, 0.01);
        (rates[0].Low!.Value, rates[0].High!.Value).Should().Be((0.598, 5.615));
        rates[0].PValue.Should().BeNull();
        rates[1].PValue.Should().BeInRange(0.05, 0.2);
        (rates[1].RatioLow < 1 && rates[1].RatioHigh > 3).Should().BeTrue();
        FreezeRates.Of([Froze(8, 0, 0)])[0].PerThousandOoms.Should().BeNull("nothing of nothing is no rate");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0.7, 0.6)]
    [InlineData(-0.7, -0.7)]
    [InlineData(0, 0)]
    public void A_guests_clock_that_was_set_late_is_put_on_the_servers(double error, double found)
    {
        // OOMs from the first frame of each play on, each 0.9 s, the last 0.1 s before its end.
        double[] ooms = [.. new[] { 10.0, 22.5 }.SelectMany(play => Enumerable.Range(0, 12).Select(x => play + (0.9 * x)))];
        var run = Run([]) with { Timeline = new(ooms, [], [], IsCut: false) };
        GuestPlay[] said = [Play(1, 10 - error), Play(2, 22.5 - error)];

        var made = PlayClock.Correct(Guest16, said, run);

        made.Select(x => Math.Round((x.Start - Start).TotalSeconds + error - found, 3)).Should().Equal(10, 22.5);
        PlayClock.Correct(Guest16, made, run).Should().BeEquivalentTo(made, "a second time there is nothing to correct");
    }

    [Fact(Timeout = 120_000)]
    public void A_freeze_that_only_the_guest_can_tell_counts_too()
    {
        // Both were seen: a freeze in the first seconds, and a guest that never came back.
        var early = Froze(8, 0, 7) with { GuestKernelMessages = ["[TTM] Buffer eviction failed"], Trouble = "its X server went away" };
        var never = Froze(8, 0, 71) with { Trouble = RehearsalRun.NeverEnded };

        var told = Froze(8, 1, 100) with { GuestKernelMessages = ["[TTM] Buffer eviction failed"] };

        var rate = FreezeRates.Of([early, never, told, told with { GuestDriverFreezes = 0 }]).Should().ContainSingle().Subject;

        (rate.Freezes, rate.Others, rate.Ooms).Should().Be((3, 1, 278), "a freeze whose form the log does not tell is one, not two");
    }

    static RehearsalRun Froze(int ring, int freezes, int ooms) => new("one", "guest-16mib", ring, 1)
    {
        PlaysOffered = 9, PlaysEngaged = 0, PlaysLost = 0, PlaysReturned = 0, Ooms = ooms, FreeSome = ooms / 3, Freezes = freezes,
        GuestDriverFreezes = freezes,
    };

    [Fact(Timeout = 120_000)]
    public void A_play_counts_as_engaged_where_the_server_streamed_it_and_as_lost_where_the_stream_went_before_its_end()
    {
        // Streams in the first play to its end, in the second for 4 of 10 s, in the third for a moment; the fourth has none.
        var run = Run([(2, 10.3), (13, 17), (25, 25.4)]);
        var guest = new GuestLog("5.10", true, [Play(1, 0), Play(2, 12.5), Play(3, 25), Play(4, 37.5)], true, null);

        var made = RehearsalFigures.Of(new("one", Guest16, 128, 1), guest, [], run, "bundle.tar.gz");

        (made.PlaysOffered, made.PlaysEngaged, made.PlaysLost, made.PlaysReturned).Should().Be((4, 2, 2, 0));
        made.FramesPerSecond.Should().Be(12);
        made.Trouble.Should().BeNull();
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0.2, false, 0)]
    [InlineData(14.5, false, 1)]
    [InlineData(0.2, true, 1)]
    public void A_silence_in_which_the_guest_drew_is_no_freeze(double longestGap, bool isStuck, int freezes)
    {
        var run = Run([]) with { Freezes = [new(11, 15.5, EndsRun: false) { IsStuck = isStuck }] };
        GuestPlay[] plays = [Play(1, 0), Play(2, 12.5) with { LongestGap = longestGap }];

        RehearsalFigures.Freezes(plays, run).Should().HaveCount(freezes);
        RehearsalFigures.Freezes([plays[0]], run).Should().HaveCount(1, "nothing shows that it drew");
    }

    [Fact(Timeout = 120_000)]
    public void A_guest_that_froze_for_good_is_said_so() => RehearsalFigures.Of(
        new("one", Guest16, 128, 1), new("6.1", true, [Play(1, 0)], false, null), ["[TTM] Buffer eviction failed"], Run([]), "x")
        .Should().Match<RehearsalRun>(x => x.Trouble!.Contains("did not come to its end") && x.GuestKernelMessages.Count == 1);

    [Theory(Timeout = 120_000)]
    [InlineData(12, 10, 8, 0)]
    [InlineData(12, 10, 16, 1)]
    [InlineData(12, 7, 8, 1)]
    [InlineData(12, 8, 8, 0)]
    [InlineData(4.5, 1, 128, 0)]
    public void The_rule_about_Y_predicts(double fps, int y, int ring, int plays) =>
        RingRule.Of(Drawing(fps, y), ring, Played(evictionEvery: 0.9)).Plays.Should().Be(plays);

    [Theory(Timeout = 120_000)]
    [InlineData(10, 0)]
    [InlineData(15, 1)]
    public void An_eviction_forgets_the_video_only_if_it_writes_as_many_entries_after_it_as_the_ring_has(int left, int plays) =>
        RingRule.Of(Drawing(12, 18), 8, Played(evictionEvery: 0.9, left)).Plays.Should().Be(plays);

    [Fact(Timeout = 120_000)]
    public void Frames_that_the_guest_drew_too_late_begin_the_count_anew()
    {
        var (run, figures) = Played(evictionEvery: 0.9)[0];
        var late = Enumerable.Range(0, 8).Select(x => new GuestGap(Start.AddSeconds(10 + (1.2 * x)), 0.25)).ToList();

        var said = RingRule.Of(Guest16, 128, [(run with { Plays = [run.Plays[0] with { Gaps = late }] }, figures)]);

        said.Plays.Should().Be(0);
        said.Why.Should().Be("Y is 10, below 128; the guest was late 8 times");
    }

    [Fact(Timeout = 120_000)]
    public void Two_seconds_of_a_play_without_an_eviction_are_enough_and_those_before_it_do_not_count()
    {
        var played = Played(evictionEvery: 0.9);
        var evictions = played[0].Figures.Timeline!;
        RunFigures Without(double from, double to)
        {
            var kept = evictions.FreeSome.Where(x => x < from || x > to).ToList();
            return played[0].Figures with
            {
                FreeSome = kept.Count, Timeline = evictions with { FreeSome = kept, Left = [.. kept.Select(_ => (int?)0)] },
            };
        }

        RingRule.Of(Guest16, 8, [(played[0].Run, Without(12, 14))]).Plays.Should().Be(1);
        RingRule.Of(Guest16, 8, [(played[0].Run, Without(1, 9))]).Plays.Should().Be(0, "it boots there");
    }

    [Fact(Timeout = 120_000)]
    public void Without_an_eviction_the_rule_lets_every_video_stream() =>
        RingRule.Of(Guest16, 8, Played(evictionEvery: 0)).Plays.Should().Be(1);

    [Fact(Timeout = 120_000)]
    public void A_disagreement_of_rule_lab_and_guest_is_shown()
    {
        var (run, figures) = Played(evictionEvery: 0.9)[0];
        var lab = new LabCell(Guest16.Name, 8, 1, CellOutcome.Ran) { PlaysOffered = 6, PlaysEngaged = 0 };

        var cell = TruthTable.Of([Guest16], [(run with { PlaysEngaged = 1 }, figures)], [lab]).Should().ContainSingle().Subject;

        (cell.Rule, cell.Lab, cell.Guest, cell.Agrees).Should().Be(("0 of 1", "0 of 6", "1 of 1", false));
        cell.Why.Should().StartWith("Y is 10, not below 8; at most 10 frames");
    }

    static Scenario Drawing(double fps, int y) => Guest16 with
    {
        Video = Guest16.Video with { Fps = fps }, Chrome = [Guest16.Chrome[0] with { PerFrame = y }],
    };

    static List<(RehearsalRun Run, RunFigures Figures)> Played(double evictionEvery, int left = 0) =>
    [
        (new("one", Guest16.Name, 8, 1)
        {
            PlaysOffered = 1, PlaysEngaged = 0, PlaysLost = 0, PlaysReturned = 0, Ooms = 1, FreeSome = 1, Freezes = 0,
            GuestDriverFreezes = 0, Plays = [Play(1, 10)],
        }, Run([], evictionEvery, left)),
    ];

    RehearsalSettings Settings() => new(new ChainSettings(scratch.Path), [Guest16]) { Name = "bullseye", Seed = 3 };

    static GuestPlay Play(int number, double at) => new(number, Start.AddSeconds(at), 10, 120, 0.1, []);

    static RunFigures Run((double From, double To)[] streams, double evictionEvery = 0, int left = 0)
    {
        double[] evictions = evictionEvery > 0 ? [.. Enumerable.Range(0, 50).Select(x => x * evictionEvery)] : [];
        return new()
        {
            Tag = "one", Ooms = evictions.Length, FreeSome = evictions.Length, Creates = streams.Length, Stops = streams.Length,
            PeakStreams = 1, SlotsExhausted = false, Start = Start, DurationSeconds = 50,
            Regions = [new(RegionKind.Video, 1200, 600, 0, 0, streams.Length, streams.Length, 0, 0, 0)],
            Timeline = new(evictions, evictions, [.. streams.Select(x => new StreamBar(0, x.From, x.To))], IsCut: false)
            {
                Left = [.. evictions.Select(_ => (int?)left)],
            },
        };
    }
}
