namespace SpiceTrial.Artifacts;

/// <summary>
/// What the machine code of <c>video_stream_trace_add_drawable</c> says of the ring (server/video-stream.cpp): it takes
/// <c>next_item_trace++ &amp; ITEMS_TRACE_MASK</c> and writes that entry. Only a shape that is understood gives an answer.
/// </summary>
/// <param name="Mask">ITEMS_TRACE_MASK.</param>
/// <param name="RingBytes">From the first byte that is written of the ring to the counter behind it.</param>
public sealed partial record RingCode(long Mask, long RingBytes)
{
    public const string Function = "video_stream_trace_add_drawable";

    /// <summary>Of code for amd64; <c>null</c> when it has another shape than this version can read.</summary>
    public static RingCode? OfAmd64(IReadOnlyList<Instruction> function)
    {
        var code = function.Select(x => x.Text).TakeWhile(x => !x.StartsWith("int3", StringComparison.Ordinal)).ToList();
        if (Counter(code) is not var (at, counter))
            return null;
        if (Masks(code.Skip(at)) is not [var mask])
            return null;
        // The first field of an entry that the function writes lies lowest; the counter lies behind the ring.
        long[] written = [.. code.Skip(at).Select(x => Store().Match(x)).Where(x => x.Success).Select(x => Hex(x.Groups["offset"].Value))
            .Where(x => x < counter)];
        return written.Length == 0 ? null : new RingCode(mask, counter - written.Min());
    }

    // The counter is the one field that is read and written back.
    static (int At, long Offset)? Counter(List<string> code)
    {
        for (var i = 0; i < code.Count; i++)
        {
            if (Load().Match(code[i]) is { Success: true } load && Hex(load.Groups["offset"].Value) is var offset
                && code.Skip(i + 1).Any(x => Store().Match(x) is { Success: true } store && Hex(store.Groups["offset"].Value) == offset))
                return (i, offset);
        }

        return null;
    }

    static List<long> Masks(IEnumerable<string> code)
    {
        var masks = new List<long>();
        foreach (var text in code)
        {
            if (And().Match(text) is { Success: true } and && IsMask(Hex(and.Groups["mask"].Value)))
                masks.Add(Hex(and.Groups["mask"].Value));
            // 0xff is what the smallest register holds: the compiler widens it instead.
            else if (Widen().Match(text) is { Success: true } widen)
                masks.Add(widen.Groups["width"].Value == "b" ? 0xff : 0xffff);
        }

        return masks;
    }

    static bool IsMask(long value) => value > 0 && (value & (value + 1)) == 0;

    static long Hex(string text) => long.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^movl? 0x(?<offset>[0-9a-f]{3,8})\(%r\w+\),%(?<register>e\w+|r\d+d)$")]
    private static partial Regex Load();

    [GeneratedRegex(@"^mov\w* %\w+,0x(?<offset>[0-9a-f]{3,8})\(%r\w+(,%r\w+,\d)?\)$")]
    private static partial Regex Store();

    [GeneratedRegex(@"^and[lq]? \$0x(?<mask>[0-9a-f]{1,8}),%\w+$")]
    private static partial Regex And();

    [GeneratedRegex(@"^movz(?<width>[bw])[lq]? %\w+,%\w+$")]
    private static partial Regex Widen();
}
