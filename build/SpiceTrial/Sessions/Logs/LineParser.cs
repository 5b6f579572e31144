using System.Runtime.CompilerServices;

namespace SpiceTrial.Sessions;

/// <summary>Reads what a line says behind the text by which it was known.</summary>
static class LineParser
{
    /// <summary>What qemu takes where its argument names none: <c>ui/spice-core.c</c>; spice-server has the same
    /// (<c>server/reds.cpp</c>).</summary>
    public const string DefaultCompression = "auto_glz";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(LogEventKind kind, LineTime time, int process, ReadOnlySpan<byte> rest, out LogEvent found)
    {
        var words = new Words(rest);
        switch (kind)
        {
            case LogEventKind.Oom or LogEventKind.OomHandled:
                found = new(kind, time, process, Current(ref words));
                break;
            case LogEventKind.Stop:
                found = new(kind, time, process, words.Number(out var stopped) ? stopped : -1);
                break;
            case LogEventKind.Create:
                var id = words.Number(out var created) ? created : -1;
                found = new(kind, time, process, id, TryArea(ref words, out var area) ? area : default);
                break;
            case LogEventKind.SpiceArgument:
                found = new(kind, time, process, Text: words.SkipTo("image-compression="u8) ? words.Word() : DefaultCompression);
                break;
            case LogEventKind.ServerStarts or LogEventKind.Mode or LogEventKind.ModeArgument or LogEventKind.Compression:
                found = new(kind, time, process, Text: words.Word());
                break;
            case LogEventKind.Ends:
                // "reason=crashed", or "terminating on signal 15 from pid 4711".
                found = new(kind, time, process, Text: words.Skip("signal "u8) ? $"signal {words.Word()}" : words.Word());
                break;
            case LogEventKind.DomainStarts:
                found = new(kind, time, process, Text: words.Text());
                break;
            default:
                found = new(kind, time, process);
                break;
        }
    }

    /// <summary><c>#draw=213, #glz_draw=57 current 198 pipes 12</c>, or what is left of it; -1 where it is torn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Current(ref Words words)
    {
        var usual = words;
        if (usual.Skip("#draw="u8) && usual.Number(out _) && usual.Skip(", #glz_draw="u8) && usual.Number(out _)
            && usual.Skip(" current "u8) && usual.Number(out var current))
            return current;
        return words.SkipTo(" current "u8) && words.Number(out current) ? current : -1;
    }

    /// <summary><c> WxH (left, top) (right, bottom) FPS fps</c>.</summary>
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
}
