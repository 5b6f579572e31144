namespace SpiceTrial.Sessions.Logs;

/// <summary>
/// Reads one line that may matter. The key is the function's name and the text after it (<c>server/display-channel.cpp</c>,
/// <c>server/video-stream.cpp</c>, <c>server/reds.cpp</c> of spice-server 0.15), never the line number, which differs between versions.
/// </summary>
static class LineParser
{
    /// <param name="line">Without its end.</param>
    /// <param name="middle">Where <see cref="Fingerprints"/> saw a candidate.</param>
    /// <param name="found">What the line says.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, int middle, out LogEvent found)
    {
        found = default;
        var read = line[middle] switch
        {
            (byte)'_' => TryFunction(line, middle, ref found),
            (byte)' ' => TryWords(line, middle, ref found),
            _ => TryText(line, middle, "streaming"u8, "-video="u8, out var mode) && Set(ref found, LogEventKind.ModeArgument, mode.Word()),
        };
        if (read)
            found = found with { Time = LinePrefix.Time(line, out var process), Process = process };
        return read;
    }

    static bool TryFunction(ReadOnlySpan<byte> line, int middle, ref LogEvent found)
    {
        if (TryText(line, middle, "display_channel"u8, "_"u8, out var words))
            return TryDisplay(ref words, ref found);
        if (TryText(line, middle, "video_stream"u8, "_stop: stream "u8, out words))
        {
            found = new(LogEventKind.Stop, default, 0, words.Number(out var id) ? id : -1);
            return true;
        }

        if (TryText(line, middle, "do_spice"u8, "_init: starting "u8, out words))
            return Set(ref found, LogEventKind.ServerStarts, words.Word());
        if (TryText(line, middle, "dev_create"u8, "_primary_surface: "u8, out _))
            return Set(ref found, LogEventKind.Surface, null);
        return TryText(line, middle, "spice_server_set"u8, "_seamless_migration: "u8, out _) && Set(ref found, LogEventKind.ServerSetUp, null);
    }

    static bool TryDisplay(ref Words words, ref LogEvent found)
    {
        if (words.Skip("debug_oom: OOM1"u8))
        {
            found = new(LogEventKind.Oom, default, 0, words.SkipTo(" current "u8) && words.Number(out var current) ? current : -1);
            return true;
        }

        if (words.Skip("free_some: #draw"u8))
            return Set(ref found, LogEventKind.Eviction, null);
        if (words.Skip("create_stream: stream "u8))
        {
            var id = words.Number(out var number) ? number : -1;
            found = new(LogEventKind.Create, default, 0, id, TryArea(ref words, out var area) ? area : default);
            return true;
        }

        return words.Skip("set_stream_video: sv "u8) && Set(ref found, LogEventKind.Mode, words.Word());
    }

    /// <summary><c> WxH (left, top) (right, bottom) FPS fps</c>; the corners are checked against the size.</summary>
    static bool TryArea(ref Words words, out Area area)
    {
        area = default;
        if (!(words.Skip(" "u8) && words.Number(out var width) && words.Skip("x"u8) && words.Number(out var height) && words.Skip(" ("u8)
            && words.Number(out var left) && words.Skip(", "u8) && words.Number(out var top) && words.Skip(")"u8)))
        {
            return false;
        }

        if (width <= 0 || height <= 0 || Math.Abs((long)left) + width > int.MaxValue || Math.Abs((long)top) + height > int.MaxValue)
            return false;
        area = new(left, top, width, height);
        return true;
    }

    static bool TryWords(ReadOnlySpan<byte> line, int middle, ref LogEvent found)
    {
        if (TryText(line, middle, "starting"u8, " up libvirt version: "u8, out var words))
            return Set(ref found, LogEventKind.DomainStarts, words.Text());
        if (TryText(line, middle, "shutting down,"u8, " reason="u8, out words))
            return Set(ref found, LogEventKind.Ends, words.Word());
        if (TryText(line, middle, "terminating"u8, " on signal "u8, out words))
            return Set(ref found, LogEventKind.Ends, $"signal {words.Word()}");
        return middle == 1 && TryText(line, middle, "#"u8, " synthetic"u8, out words) && Set(ref found, LogEventKind.Synthetic, words.Text());
    }

    static bool TryText(ReadOnlySpan<byte> line, int middle, ReadOnlySpan<byte> before, ReadOnlySpan<byte> from, out Words after)
    {
        after = default;
        if (!line[middle..].StartsWith(from) || !EndsWithName(line[..middle], before))
            return false;
        after = new Words(line[(middle + from.Length)..]);
        return true;
    }

    /// <summary>Whether the text ends with exactly this name: what stands before it may be a colon, a cut or garbage, but not more of a name.</summary>
    static bool EndsWithName(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) =>
        text.EndsWith(name) && (text.Length == name.Length || !(char.IsAsciiLetterOrDigit((char)text[^(name.Length + 1)]) || text[^(name.Length + 1)] == '_'));

    static bool Set(ref LogEvent found, LogEventKind kind, string? text)
    {
        found = new(kind, default, 0, Text: text);
        return true;
    }
}
