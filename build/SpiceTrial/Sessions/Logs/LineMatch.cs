using System.Runtime.CompilerServices;

namespace SpiceTrial.Sessions;

/// <summary>
/// Which line that matters a candidate of <see cref="Fingerprints"/> is. The key is the function's name and the text after it
/// (<c>server/display-channel.cpp</c>, <c>server/video-stream.cpp</c>, <c>server/dcc.cpp</c>, <c>server/reds.cpp</c> of spice-server 0.15),
/// never the line number, which differs between versions.
/// </summary>
static class LineMatch
{
    /// <remarks>Whatever runs once an event is compiled at its best from the start: a large log is over before the runtime would get to
    /// it.</remarks>
    /// <param name="text">The whole text.</param>
    /// <param name="middle">The candidate.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="rest">Where the line goes on behind the text that was known.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Try(ReadOnlySpan<byte> text, int middle, out LogEventKind kind, out int rest)
    {
        (kind, rest) = (default, middle);
        return text[middle] switch
        {
            (byte)'1' => Is(text, "display_channel_debug_oom: OOM"u8, "1 "u8, LogEventKind.Oom, ref kind, ref rest),
            (byte)'2' => Is(text, "display_channel_debug_oom: OOM"u8, "2 "u8, LogEventKind.OomHandled, ref kind, ref rest),
            (byte)'_' => TryFunction(text, ref kind, ref rest),
            (byte)'s' => Is(text, "display_channel_set_stream_video: "u8, "sv "u8, LogEventKind.Mode, ref kind, ref rest)
                || Is(text, "# "u8, "synthetic"u8, LogEventKind.Synthetic, ref kind, ref rest),
            (byte)'i' => TryAssertion(text, ref kind, ref rest),
            (byte)'p' => Is(text, "-s"u8, "pice "u8, LogEventKind.SpiceArgument, ref kind, ref rest),
            (byte)'-' => Is(text, "streaming"u8, "-video="u8, LogEventKind.ModeArgument, ref kind, ref rest),
            _ => TryWords(text, ref kind, ref rest),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static bool TryFunction(ReadOnlySpan<byte> text, ref LogEventKind kind, ref int rest) =>
        Is(text, "display_channel_free"u8, "_some: #draw"u8, LogEventKind.Eviction, ref kind, ref rest)
        || Is(text, "video_stream"u8, "_stop: stream "u8, LogEventKind.Stop, ref kind, ref rest)
        || Is(text, "display_channel_create"u8, "_stream: stream "u8, LogEventKind.Create, ref kind, ref rest)
        || Is(text, "do_spice"u8, "_init: starting "u8, LogEventKind.ServerStarts, ref kind, ref rest)
        || Is(text, "dev"u8, "_create_primary_surface: "u8, LogEventKind.Surface, ref kind, ref rest)
        || Is(text, "dcc"u8, "_new: New display"u8, LogEventKind.ClientConnects, ref kind, ref rest)
        || Is(text, "spice_server_set_seamless"u8, "_migration: "u8, LogEventKind.ServerSetUp, ref kind, ref rest);

    // spice-server's own, C's and GLib's g_assert end the process. Not 'x' in straight quotes: that is GLib's g_return_if_fail, after which
    // all goes on.
    static bool TryAssertion(ReadOnlySpan<byte> text, ref LogEventKind kind, ref int rest) =>
        Is(text, "assert"u8, "ion `"u8, LogEventKind.Fails, ref kind, ref rest)
        || Is(text, "Assert"u8, "ion `"u8, LogEventKind.Fails, ref kind, ref rest)
        || Is(text, "assert"u8, "ion failed"u8, LogEventKind.Fails, ref kind, ref rest);

    static bool TryWords(ReadOnlySpan<byte> text, ref LogEventKind kind, ref int rest) =>
        Is(text, "starting"u8, " up libvirt version: "u8, LogEventKind.DomainStarts, ref kind, ref rest)
        || Is(text, "shutting down,"u8, " reason="u8, LogEventKind.Ends, ref kind, ref rest)
        || Is(text, "Setting preferred"u8, " compression to "u8, LogEventKind.Compression, ref kind, ref rest)
        || Is(text, "terminating"u8, " on "u8, LogEventKind.Ends, ref kind, ref rest);

    /// <summary>What stands before a name may be a colon, a cut or garbage, but not more of a name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, ReadOnlySpan<byte> from, LogEventKind known, ref LogEventKind kind,
        ref int rest)
    {
        var start = rest - before.Length;
        if (start < 0 || !text[rest..].StartsWith(from) || !text.Slice(start, before.Length).SequenceEqual(before)
            || (start > 0 && IsOfName(text[start - 1])))
            return false;
        kind = known;
        rest += from.Length;
        return true;
    }

    static bool IsOfName(byte c) => char.IsAsciiLetterOrDigit((char)c) || c == '_';
}
