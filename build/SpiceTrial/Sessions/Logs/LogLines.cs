namespace SpiceTrial.Sessions;

/// <summary>
/// The lines of a log that matter, a row each. The key is the function's name and the text after it
/// (<c>server/display-channel.cpp</c>, <c>server/video-stream.cpp</c>, <c>server/dcc.cpp</c>, <c>server/reds.cpp</c> of spice-server 0.15),
/// never the line number, which differs between versions.
/// </summary>
static class LogLines
{
    /// <summary>What qemu takes where its argument names none: <c>ui/spice-core.c</c>; spice-server has the same
    /// (<c>server/reds.cpp</c>).</summary>
    public const string DefaultCompression = "auto_glz";

    /// <summary>Of two that have the middle of their rare bytes in common, the more frequent comes first.</summary>
    public static IReadOnlyList<LogLine> All { get; } =
    [
        new("display_channel_debug_oom: OOM1 #", "OM1 #", LogEventKind.Oom, Current),
        new("display_channel_debug_oom: OOM2 #", "OM2 #", LogEventKind.OomHandled, Current),
        new("display_channel_free_some: #draw", "ee_so", LogEventKind.Eviction),
        new("video_stream_stop: stream ", "am_st", LogEventKind.Stop, Id),
        // Until 0.14.0 (server/stream.c).
        new("stream_stop: stream ", "am_st", LogEventKind.Stop, Id),
        new("display_channel_create_stream: stream ", "te_st", LogEventKind.Create, Stream),
        new("display_channel_set_stream_video: sv ", ": sv ", LogEventKind.Mode, Word),
        new("dev_create_primary_surface: ", "ev_cr", LogEventKind.Surface),
        new("dcc_new: New display", "cc_ne", LogEventKind.ClientConnects),
        new("Setting preferred compression to ", "ed co", LogEventKind.Compression, Word),
        new("do_spice_init: starting ", "ce_in", LogEventKind.ServerStarts, Word) { StartsRun = true },
        new("spice_server_set_seamless_migration: ", "ss_mi", LogEventKind.ServerSetUp) { StartsRun = true },
        new("starting up libvirt version: ", "ng up", LogEventKind.DomainStarts, Rest) { IsOfServer = false, StartsRun = true },
        new("-spice ", "-spic", LogEventKind.SpiceArgument, ArgumentsCompression) { IsOfServer = false, IsArgument = true },
        new("G_MESSAGES_DEBUG=", "ES_DE", LogEventKind.Debugging) { IsOfServer = false },
        // libvirt's for a migration, and for a saved domain.
        new("-incoming ", "-inco", LogEventKind.Incoming) { IsOfServer = false, IsArgument = true },
        new("streaming-video=", "ng-vi", LogEventKind.ModeArgument, Word) { IsOfServer = false },
        // "reason=crashed".
        new("shutting down, reason=", "n, re", LogEventKind.Ends, Word) { IsOfServer = false },
        new("terminating on signal ", "ng on", LogEventKind.Ends, Signal) { IsOfServer = false },
        // spice-server's own, C's and GLib's g_assert end the process. Not 'x' in straight quotes: that is GLib's g_return_if_fail, after
        // which all goes on.
        new("assertion `", "rtion", LogEventKind.Fails) { IsOfServer = false },
        new("Assertion `", "rtion", LogEventKind.Fails) { IsOfServer = false },
        new("assertion failed", "rtion", LogEventKind.Fails) { IsOfServer = false },
        // spice_return_if_fail is critical, which aborts (common/log.c of spice-common); spice_warn_if_fail says the same as a warning.
        new("condition `", "ion `", LogEventKind.Fails) { IsOfServer = false, IsNoWarning = true },
        // ui/spice-core.c, block/file-posix.c, system/physmem.c, hw/vfio and accel/kvm of qemu, all behind spice-server's first line:
        // a port, a disk, memory or a device is not to be had.
        new("failed to initialize spice server", "ed to", LogEventKind.Refused) { IsOfServer = false },
        new("Failed to get \"", "get \"", LogEventKind.Refused) { IsOfServer = false },
        new("Failed to get shared \"", "t sha", LogEventKind.Refused) { IsOfServer = false },
        new("Failed to lock byte", "k byt", LogEventKind.Refused) { IsOfServer = false },
        new("Address already in use", "ss al", LogEventKind.Refused) { IsOfServer = false },
        new("Could not open '", "pen '", LogEventKind.Refused) { IsOfServer = false },
        new("cannot set up guest memory '", "ory '", LogEventKind.Refused) { IsOfServer = false },
        // Not "vfio 0000:" alone: that begins warnings too.
        new("failed to open /dev/vfio/", "/vfio", LogEventKind.Refused) { IsOfServer = false },
        new("is not viable", "viabl", LogEventKind.Refused) { IsOfServer = false },
        new("failed to initialize kvm", "e kvm", LogEventKind.Refused) { IsOfServer = false },
        new("load of migration failed", "of mi", LogEventKind.Refused) { IsOfServer = false },
        // systemd-journald's and rsyslog's.
        new("Suppressed ", "uppre", LogEventKind.Dropped, Dropped) { IsOfServer = false },
        new("due to rate-limiting", "te-li", LogEventKind.Dropped) { IsOfServer = false },
        new("# synthetic", "# syn", LogEventKind.Synthetic) { IsOfServer = false, IsComment = true },
    ];

    /// <summary>The number of a line that only looks like <see cref="LogEventKind.Dropped"/>.</summary>
    public const int NotDropped = -2;

    static readonly LogLine[][] ByMiddle =
        [.. Enumerable.Range(0, 256).Select(c => All.Where(x => x.Bytes[x.Middle] == c).ToArray())];

    /// <summary>Which line a candidate of <see cref="Fingerprints"/> is, or <c>null</c>.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="middle">The candidate.</param>
    /// <param name="rest">Where the line goes on behind the text that was known.</param>
    public static LogLine? At(ReadOnlySpan<byte> text, int middle, out int rest)
    {
        foreach (var line in ByMiddle[text[middle]])
        {
            var start = middle - line.Middle;
            rest = start + line.Bytes.Length;
            if (start >= 0 && rest <= text.Length && text[start..rest].SequenceEqual(line.Bytes)
                && (start == 0 || !IsOfName(text[start - 1])))
                return line;
        }

        rest = middle;
        return null;
    }

    static bool IsOfName(byte c) => char.IsAsciiLetterOrDigit((char)c) || c == '_';

    /// <summary><c>draw=213, #glz_draw=57 current 198 pipes 12</c>, or what is left of it; -1 where it is torn.</summary>
    static void Current(ref LogEvent found, Words words)
    {
        if (words.SkipTo(" current "u8) && words.Number(out var current))
            found.Number = current;
    }

    static void Id(ref LogEvent found, Words words) => found.Number = words.Number(out var id) ? id : -1;

    /// <summary><c>ID WxH (left, top) (right, bottom) FPS fps</c>.</summary>
    static void Stream(ref LogEvent found, Words words)
    {
        found.Number = words.Number(out var id) ? id : -1;
        if (words.Skip(" "u8) && words.Number(out var width) && words.Skip("x"u8) && words.Number(out var height) && words.Skip(" ("u8)
            && words.Number(out var left) && words.Skip(", "u8) && words.Number(out var top) && words.Skip(")"u8)
            && width > 0 && height > 0 && Math.Abs((long)left) + width <= int.MaxValue && Math.Abs((long)top) + height <= int.MaxValue)
            found.Area = new(left, top, width, height);
    }

    /// <summary><c>1138 messages from UNIT</c>; other things are suppressed too.</summary>
    static void Dropped(ref LogEvent found, Words words) =>
        found.Number = words.Number(out var lost) && words.Skip(" messages"u8) ? lost : NotDropped;

    static void ArgumentsCompression(ref LogEvent found, Words words) =>
        found.Text = words.SkipTo("image-compression="u8) ? words.Word() : DefaultCompression;

    static void Word(ref LogEvent found, Words words) => found.Text = words.Word();

    static void Signal(ref LogEvent found, Words words) => found.Text = $"signal {words.Word()}";

    static void Rest(ref LogEvent found, Words words) => found.Text = words.Text();
}
