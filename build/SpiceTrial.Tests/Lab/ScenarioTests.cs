using CsCheck;
using FluentAssertions;
using SpiceTrial.Lab;
using SpiceTrial.Sessions;
using Xunit;
using Size = SpiceTrial.Lab.Size;

namespace SpiceTrial.Tests.Lab;

public sealed class ScenarioTests
{
    [Fact]
    public void Every_scenario_that_the_issue_names_is_shipped_and_can_be_read()
    {
        string[] named =
        [
            "field-006a", "ring-vs-y-4", "ring-vs-y-7", "ring-vs-y-8", "ring-vs-y-15", "ring-vs-y-16", "ring-vs-y-31", "ring-vs-y-32",
            "ring-vs-y-56",
            "oom-rate-1.4", "oom-rate-1.5", "oom-rate-1.7", "oom-rate-2.75", "jitter-600s", "widgets-49", "widgets-50", "widgets-60",
            "stall-250ms", "fps-4.5", "widgets-on-video", "full-tree", "guest-16mib",
        ];

        ScenarioFiles.Of([]).Select(x => x.Name).Should().BeEquivalentTo(named);
        ScenarioFiles.Of([ScenarioFiles.ShortName]).Should().HaveCount(ScenarioFiles.ShortSet.Count);
        ScenarioFiles.Of([]).Should().OnlyContain(x => x.About.Length > 20);
    }

    [Fact]
    public void A_scenario_file_sets_what_it_names_and_leaves_the_rest_at_its_default()
    {
        var scenario = Read("""
            about: two kinds of chrome
            mode: all
            video: { size: 640x480, left: 100, fps: 25 }
            chrome:
              - { size: 32x10, places: 5, rate: 40, content: noise, where: on-video, order: random }
              - { per-frame: 3 }
            oom: { when: poisson, rate: 0.5, stall-ms: 20 }
            flush: { answers: share, share: 0.9 }
            """);

        scenario.Mode.Should().Be(StreamingMode.All);
        scenario.Video.Should().Be(new VideoLoad { Size = new(640, 480), Left = 100, Fps = 25 });
        scenario.Chrome[0].Should().Be(new ChromeLoad {
            Size = new(32, 10), Places = 5, Rate = 40, Content = Content.Noise, Where = PlaceWhere.OnVideo, Order = PlaceOrder.Random });
        scenario.Chrome[1].Should().Be(new ChromeLoad { PerFrame = 3 });
        scenario.Oom.Should().BeEquivalentTo(new OomLoad { When = OomWhen.Poisson, Rate = 0.5, StallMs = 20 });
        scenario.Flush.Should().Be(new FlushAnswers { Kind = FlushKind.Share, Share = 0.9 });
        (scenario.Seconds, scenario.Surface).Should().Be((37.5, new Size(1920, 1440)));
    }

    [Theory]
    [InlineData("vidoe: { fps: 10 }", "vidoe is no key of a scenario: did you mean video?")]
    [InlineData("video: { fsp: 10 }", "video.fsp is no key of a scenario: did you mean fps?")]
    [InlineData("chrome:\n  - { rate: 1 }\n  - { rat: 1, per-frame: 1 }", "chrome[1].rat is no key of a scenario: did you mean rate?")]
    [InlineData("mode: some", "mode is some: known words: off, filter, all")]
    [InlineData("video: { fps: many }", "video.fps is many: it must be a number from 0.1 to 240")]
    [InlineData("video: { fps: 0 }", "video.fps is 0: it must be a number from 0.1 to 240")]
    [InlineData("video: { size: 1024 }", "video.size is 1024: write it as WIDTHxHEIGHT in pixels")]
    [InlineData("chrome:\n  - { places: 1.5, rate: 1 }", "chrome[0].places is 1.5: it must be a whole number")]
    [InlineData("video: { left: 1.7 }", "video.left is 1.7: it must be a whole number")]
    [InlineData("oom: { rate: 2 }", "oom needs when")]
    [InlineData("oom: { when: cycle, cycle: [{ answers: [released] }] }", "oom.cycle[0] needs frames")]
    [InlineData("flush: { answers: qemu }", "flush.answers is qemu: ")]
    [InlineData("name: mine", "name is no key of a scenario")]
    [InlineData("chrome:\n  - { places: 10 }", "chrome takes either rate")]
    [InlineData("chrome: { rate: 1 }", "chrome must be a list")]
    [InlineData("oom: never", "oom must hold keys")]
    [InlineData("oom: { when: cycle, cycle: [{ frames: 3, answers: [maybe] }] }", "answers takes a list of: released, nothing")]
    [InlineData("video: { left: 1000 }", "the video (1024x768 at 1000, 0) does not fit on the surface (1920x1440)")]
    [InlineData("chrome:\n  - { places: 300, rate: 1 }", "only 178 of 300 places of 100x100 fit beside the video")]
    [InlineData("seconds: 10", "no whole play of 10 s fits into 10 s")]
    [InlineData("- 1", "a scenario file holds one mapping of keys")]
    [InlineData("a: [", "the scenario is not YAML")]
    public void A_wrong_scenario_is_refused_with_the_reason(string text, string reason)
    {
        var read = () => Read(text);

        read.Should().Throw<TrialException>()
            .Where(x => x.What.Contains(reason, StringComparison.Ordinal) && x.Status == ExitStatus.BadInput);
    }

    [Fact]
    public void A_wrong_key_is_named_with_its_file_and_line()
    {
        var read = () => Read("mode: all\n\nvideo:\n  fps: 10\n  sice: 10x10\n");

        read.Should().Throw<TrialException>().Which.Where.Should().EndWith("mine.yaml, line 5");
    }

    [Fact]
    public void An_unknown_name_shows_the_nearest_shipped_one()
    {
        var read = () => ScenarioFiles.Of(["ring-vs-y-9"]);

        read.Should().Throw<TrialException>().Which.Hint.Should().StartWith("did you mean ring-vs-y-");
    }

    [Fact]
    public void A_file_with_the_name_of_a_shipped_scenario_or_of_another_file_is_refused_because_results_are_kept_by_it()
    {
        using var scratch = new Scratch();
        var shipped = scratch.Write("ring-vs-y-8.yaml", "about: mine\n");
        var (one, other) = (scratch.Write("a/mine.yaml", "about: one\n"), scratch.Write("b/mine.yaml", "about: other\n"));

        foreach (var (words, said) in new (string[], string)[]
        {
            ([shipped], "a scenario that is shipped is called ring-vs-y-8 too"), ([one, other], "two scenarios are called mine"),
        })
            FluentActions.Invoking(() => ScenarioFiles.Of(words)).Should().Throw<TrialException>().WithMessage($"*{said}*rename*")
                .Which.Status.Should().Be(ExitStatus.BadInput);
        ScenarioFiles.Of([one]).Should().ContainSingle().Which.Name.Should().Be("mine");
    }

    [Fact]
    public void A_sweep_runs_every_combination_with_the_last_key_changing_fastest()
    {
        var names = Sweep.Parse(["oom.rate=1:2:0.5,chrome.rate=60:120:60"]).Combinations()
            .SelectMany(x => ScenarioFiles.Of(["ring-vs-y-8"], x));

        names.Select(x => (x.Oom.Rate, x.Chrome[0].Rate)).Should().Equal((1, 60), (1, 120), (1.5, 60), (1.5, 120), (2, 60), (2, 120));
        names.Select(x => x.Name).First().Should().Be("ring-vs-y-8(oom.rate=1,chrome.rate=60)");
    }

    [Fact]
    public void A_sweep_over_a_section_that_the_scenario_lacks_adds_it() =>
        ScenarioFiles.Of(["widgets-on-video"], Sweep.Parse(["video.fps=12"]).Combinations().Single()).Single().Video.Fps.Should().Be(12);

    [Theory]
    [InlineData("oom.rate")]
    [InlineData("oom.rate=1:2")]
    [InlineData("oom.rate=2:1:0.5")]
    [InlineData("oom.rate=1:2:0")]
    [InlineData("oom.rate=1:2:x")]
    [InlineData("a=1:1000:1,b=1:1000:1")]
    [InlineData("a=1,a=2")]
    public void A_sweep_that_is_no_sweep_is_refused(string text)
    {
        var parse = () => Sweep.Parse([text]);

        parse.Should().Throw<TrialException>().Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact]
    public void A_sweep_hits_its_last_value_whatever_the_step() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, 40]).Sample((steps, tenths) =>
            Sweep.Parse([$"k=0:{steps * tenths / 10.0}:{tenths / 10.0}"]).Axes[0].Values.Count == steps + 1);

    [Fact]
    public void Chrome_lies_beside_the_video_and_no_two_places_touch()
    {
        var scenario = ScenarioFiles.Of(["full-tree"]).Single();

        var places = Places.Of(scenario, scenario.Chrome[0]);

        places.Should().HaveCount(160).And.OnlyContain(x => !x.Overlaps(Places.VideoBox(scenario.Video)));
        places.SelectMany((x, index) => places.Skip(index + 1).Select(y => x.Overlaps(y))).Should().NotContain(true);
    }

    static Scenario Read(string text)
    {
        using var scratch = new Scratch();
        return ScenarioFiles.Of([scratch.Write("mine.yaml", text)]).Single();
    }
}
