namespace SpiceTrial.Artifacts;

/// <content>Code for arm64.</content>
public sealed partial record RingCode
{
    // Below it are fields of what is drawn; the ring stands some 300 KB into its structure.
    const long FirstOffset = 0x100;

    /// <summary>Of code for arm64; <c>null</c> when it has another shape than this version can read.</summary>
    public static RingCode? OfArm64(IReadOnlyList<Instruction> function)
    {
        var (offsets, stores, masks) = (new Arm64Offsets(), new List<long>(), new List<long>());
        long? counter = null;
        var all = Stores(function);
        foreach (var text in function.Select(x => Arm64Instruction.WithoutRemark(x.Text)))
        {
            if (offsets.Place(text) is { } place && place >= FirstOffset)
            {
                if (text.StartsWith("ldr w", StringComparison.Ordinal) && all.Contains(place))
                    counter ??= place;
                else if (text.StartsWith("st", StringComparison.Ordinal) && counter is not null)
                    stores.Add(place);
            }

            if (counter is not null && MaskOf(text) is { } mask)
                masks.Add(mask);
            offsets.Run(text);
        }

        return counter is { } end && masks.Distinct().ToList() is [var one] && stores.Where(x => x < end).ToList() is { Count: > 0 } written
            ? new RingCode(one, end - written.Min())
            : null;
    }

    static HashSet<long> Stores(IReadOnlyList<Instruction> function)
    {
        var (offsets, stores) = (new Arm64Offsets(), new HashSet<long>());
        foreach (var text in function.Select(x => Arm64Instruction.WithoutRemark(x.Text)))
        {
            if (text.StartsWith("str w", StringComparison.Ordinal) && offsets.Place(text) is { } place)
                stores.Add(place);
            offsets.Run(text);
        }

        return stores;
    }

    static long? MaskOf(string text)
    {
        if (AndArm64().Match(text) is { Success: true } and)
            return Hex(and.Groups["mask"].Value) is var value && IsMask(value) ? value : null;
        // Taking the lowest bits and shifting them in one step.
        if (Arm64Instruction.LowestBits(text) is { } field)
            return field.Mask;
        return WidenArm64().Match(text) is { Success: true } widen ? (widen.Groups["width"].Value == "b" ? 0xff : 0xffff) : null;
    }

    [GeneratedRegex(@"^and [xw]\d+, [xw]\d+, #0x(?<mask>[0-9a-f]{1,8})$")]
    private static partial Regex AndArm64();

    [GeneratedRegex(@"^uxt(?<width>[bh]) w\d+, w\d+$")]
    private static partial Regex WidenArm64();
}
