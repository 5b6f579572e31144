using SpiceTrial.Sessions;

namespace SpiceTrial.Lab;

/// <summary>Turns the keys of a scenario file into a <see cref="Scenario"/>, with ranges; docs/lab-scenarios.md is the reference.</summary>
static class ScenarioReader
{
    /// <summary>The sides of a picture that the server takes.</summary>
    const int LargestSide = 8192;

    public static Scenario Read(YamlKeys keys, string name)
    {
        var standard = new Scenario { Name = name };
        var scenario = standard with
        {
            About = keys.Text("about") ?? "",
            Seconds = keys.Number("seconds", 1, 3600) ?? standard.Seconds,
            Surface = keys.Size("surface", LargestSide) ?? standard.Surface,
            Mode = keys.Word<StreamingMode>("mode") ?? standard.Mode,
            Compression = keys.Word<ImageCompression>("compression") ?? standard.Compression,
            Video = keys.Section("video", Video) ?? standard.Video,
            Chrome = keys.List("chrome", Chrome),
            Oom = keys.Section("oom", Oom) ?? standard.Oom,
            Flush = keys.Section("flush", Flush) ?? standard.Flush,
        };
        keys.NothingElse();
        Fits(scenario, keys);
        return scenario;
    }

    static VideoLoad Video(YamlKeys keys)
    {
        var standard = new VideoLoad();
        return new()
        {
            Size = keys.Size("size", LargestSide) ?? standard.Size,
            Left = (int)(keys.Number("left", 0, LargestSide) ?? 0),
            Top = (int)(keys.Number("top", 0, LargestSide) ?? 0),
            Fps = keys.Number("fps", 0.1, 240) ?? standard.Fps,
            Jitter = keys.Number("jitter", 0, 0.5) ?? 0,
            Content = keys.Word<Content>("content") ?? standard.Content,
            Play = keys.Number("play", 0.1, 3600) ?? standard.Play,
            Pause = keys.Number("pause", 0, 3600) ?? standard.Pause,
        };
    }

    static ChromeLoad Chrome(YamlKeys keys)
    {
        var standard = new ChromeLoad();
        var chrome = new ChromeLoad
        {
            Size = keys.Size("size", LargestSide) ?? standard.Size,
            Places = keys.Whole("places", 1, 4096) ?? standard.Places,
            Rate = keys.Number("rate", 0, 20_000),
            PerFrame = keys.Whole("per-frame", 0, 1000),
            Jitter = keys.Number("jitter", 0, 0.5) ?? 0,
            Play = keys.Number("play", 0.1, 3600) ?? standard.Play,
            Pause = keys.Number("pause", 0, 3600) ?? standard.Pause,
            Content = keys.Word<Content>("content") ?? standard.Content,
            Order = keys.Word<PlaceOrder>("order") ?? standard.Order,
            Where = keys.Word<PlaceWhere>("where") ?? standard.Where,
        };
        if (chrome is { PerFrame: not null, Pause: > 0 })
            throw keys.Bad("chrome with per-frame pauses with the video: leave out pause");
        return chrome.Rate is null == chrome.PerFrame is null
            ? throw keys.Bad("chrome takes either rate (draws a second) or per-frame (draws after each frame)")
            : chrome;
    }

    static OomLoad Oom(YamlKeys keys)
    {
        var oom = new OomLoad
        {
            When = keys.Word<OomWhen>("when") ?? throw keys.Bad("oom needs when"),
            Rate = keys.Number("rate", 0, 1000) ?? 0,
            StallMs = keys.Number("stall-ms", 0, 10_000) ?? 0,
            HeapMib = keys.Number("heap-mib", 0.1, 4096) ?? 0,
            Cycle = keys.List("cycle", x => new OomStep(
                x.Whole("frames", 1, 100_000) ?? throw x.Bad("a step of the cycle needs frames"),
                x.Words("answers", "released", "nothing").Select(y => y == "released").ToList())),
        };
        return oom.When switch
        {
            OomWhen.BeforeFrame or OomWhen.Periodic or OomWhen.Poisson when oom.Rate == 0 => oom with { When = OomWhen.Never },
            OomWhen.Heap when oom.HeapMib == 0 => throw keys.Bad("oom with when: heap needs heap-mib"),
            OomWhen.Cycle when oom.Cycle.Count == 0 => throw keys.Bad("oom with when: cycle needs cycle"),
            _ => oom,
        };
    }

    static FlushAnswers Flush(YamlKeys keys) => new()
    {
        Kind = keys.Word<FlushKind>("answers") ?? throw keys.Bad("flush needs answers"),
        Share = keys.Number("share", 0, 1) ?? 0,
    };

    static void Fits(Scenario scenario, YamlKeys keys)
    {
        var video = scenario.Video;
        if (video.Left + video.Size.Width > scenario.Surface.Width || video.Top + video.Size.Height > scenario.Surface.Height)
            throw keys.Bad($"the video ({video.Size} at {video.Left}, {video.Top}) does not fit on the surface ({scenario.Surface})");
        // The first frame comes within a period.
        if (video.Play + (1 / video.Fps) > scenario.Seconds)
            throw keys.Bad($"no whole play of {video.Play} s fits into {scenario.Seconds} s");
        foreach (var chrome in scenario.Chrome)
            _ = Places.Of(scenario, chrome);
    }
}
