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
    public static RingCode? Of(IReadOnlyList<Instruction> function)
    {
        string[] code = [.. function.Select(x => x.Text).TakeWhile(x => !x.StartsWith("int3", StringComparison.Ordinal))];
        for (var i = 0; i < code.Length; i++)
        {
            long[] written = [.. code.Skip(i + 1).Select(x => Offset(Store(), x)).OfType<long>()];
            // The counter is the one field that is read and written back. The first field of an entry that the function writes lies lowest;
            // the counter lies behind the ring.
            if (Offset(Load(), code[i]) is { } counter && written.Contains(counter))
                return code.Skip(i).Select(MaskOf).OfType<long>().ToList() is [var mask]
                    && written.Where(x => x < counter).ToList() is { Count: > 0 } entry ? new RingCode(mask, counter - entry.Min()) : null;
        }

        return null;
    }

    static long? Offset(Regex shape, string text) =>
        shape.Match(text) is { Success: true } match ? Convert.ToInt64(match.Groups["offset"].Value, 16) : null;

    static long? MaskOf(string text)
    {
        if (And().Match(text) is { Success: true } and)
            return Convert.ToInt64(and.Groups["mask"].Value, 16) is > 0 and var mask && (mask & (mask + 1)) == 0 ? mask : null;
        // 0xff is what the smallest register holds: the compiler widens it instead.
        return Widen().Match(text) is { Success: true } widen ? widen.Groups["width"].Value == "b" ? 0xff : 0xffff : null;
    }

    [GeneratedRegex(@"^movl? 0x(?<offset>[0-9a-f]{3,8})\(%r\w+\),%(?<register>e\w+|r\d+d)$")]
    private static partial Regex Load();

    [GeneratedRegex(@"^mov\w* %\w+,0x(?<offset>[0-9a-f]{3,8})\(%r\w+(,%r\w+,\d)?\)$")]
    private static partial Regex Store();

    [GeneratedRegex(@"^and[lq]? \$0x(?<mask>[0-9a-f]{1,8}),%\w+$")]
    private static partial Regex And();

    [GeneratedRegex(@"^movz(?<width>[bw])[lq]? %\w+,%\w+$")]
    private static partial Regex Widen();
}
