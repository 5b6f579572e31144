namespace SpiceTrial.Tests.Sessions;

/// <summary>
/// Generates logs with the published figures of the field sessions, whose own logs are not at hand. They are marked as synthetic in their
/// first line: they try the tool, they measure nothing.
/// </summary>
sealed record FieldLog(string Session, double Seconds, int Ooms, int FreeSome, int Widgets, int Videos)
{
    static readonly DateTime Start = new(2026, 5, 18, 23, 55, 0, DateTimeKind.Utc);

    /// <summary>1140 lines over 670 s: each OOM writes two.</summary>
    public static FieldLog Of005b { get; } = new("005b", 670, 570, 60, 0, 1);

    public static FieldLog Of006a { get; } = Minutes("006a", 165, 45, 99, 2);

    public static FieldLog Of006b { get; } = Minutes("006b", 85, 19, 96, 1);

    public static FieldLog Of006c { get; } = Minutes("006c", 77, 7, 100, 1);

    /// <summary>Nine minutes of playback, as 006 ran.</summary>
    public static FieldLog Minutes(string session, int oomsPerMinute, int freeSome, int widgets, int videos) =>
        new(session, 540, oomsPerMinute * 9, freeSome, widgets, videos);

    public string Text(bool marked = true)
    {
        var lines = new List<(double At, string Text)>
        {
            (0, "../server/reds.cpp:4321:spice_server_set_seamless_migration: seamless migration enabled=1"),
            (0, "../server/reds.cpp:3418:do_spice_init: starting 0.15.1"),
            (0, "../server/display-channel.cpp:167:display_channel_set_stream_video: sv all"),
        };
        for (var i = 0; i < Ooms; i++)
            lines.AddRange(Oom(Seconds * i / (Ooms - 1), evicts: i % 2 == 1 && i / 2 < FreeSome));
        // Widgets live for two seconds each; the video from its first create on, a second one after a loss in mid-run.
        for (var i = 0; i < Widgets; i++)
            lines.AddRange(Stream(40, 32, 10, 1200, 20, 5 + ((Seconds - 10) * i / Widgets), 2));
        for (var i = 0; i < Videos; i++)
            lines.AddRange(Stream(49, 1024, 768, 0, 0, 1 + (Seconds / 2 * i), 30));
        var text = new StringBuilder(marked ? $"# synthetic: generated at the published figures of {Session}\n" : "");
        foreach (var (at, line) in lines.OrderBy(x => x.At))
            text.Append(CultureInfo.InvariantCulture,
                $"{Start.AddSeconds(at):yyyy-MM-ddTHH:mm:ss.ffffff}Z qemu-system-x86_64: info: Spice: {line}\n");
        return text.ToString();
    }

    static IEnumerable<(double, string)> Oom(double at, bool evicts)
    {
        yield return (at, "../server/display-channel.cpp:2412:display_channel_debug_oom: OOM1 #draw=60, #glz_draw=0 current 60 pipes 0");
        if (evicts)
            yield return (at + 0.00001, "../server/display-channel.cpp:1486:display_channel_free_some: #draw=60, #glz_draw=0");
        yield return (at + 0.00002,
            "../server/display-channel.cpp:2412:display_channel_debug_oom: OOM2 #draw=0, #glz_draw=0 current 0 pipes 0");
    }

    static IEnumerable<(double, string)> Stream(int id, int width, int height, int left, int top, double at, double lives)
    {
        yield return (at,
            $"../server/video-stream.cpp:411:display_channel_create_stream: stream {id} {width}x{height} ({left}, {top}) ({left + width}, "
                + $"{top + height}) 30 fps");
        yield return (at + lives, $"../server/video-stream.cpp:99:video_stream_stop: stream {id}");
    }
}
