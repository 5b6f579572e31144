namespace SpiceTrial.Artifacts;

/// <summary>
/// Decides whether the difference of two versions of a function is one that the ring's size makes, and only that: a field behind
/// the ring stands further away, the structure is larger, or a number is the size, its mask, or the bytes of the ring.
/// </summary>
/// <param name="before">Entries of the ring in the control.</param>
/// <param name="after">Entries in the patched library.</param>
/// <param name="ring">The ring as the control's debug information describes it.</param>
sealed partial class ConstantTrace(int before, int after, DwarfRing ring)
{
    public const string OnTheRing = "works on the ring itself";
    public const string SamePlaces = "compiled into another shape: the same calls, places and numbers but for the ring's size";

    readonly long entrySize = ring.EntrySize ?? 56;

    /// <summary>What of the ring the function shows: in words, or <c>null</c> when something else has changed.</summary>
    public string? Explain(FunctionCode control, FunctionCode patched)
    {
        // Code that walks or indexes the ring is compiled into another shape when the ring has another size.
        if (control.Code.Count != patched.Code.Count || control.Code.Zip(patched.Code).Any(x => !IsSame(x.First, x.Second)))
            return Reads(control, before) && Reads(patched, after) ? OnTheRing : HasSamePlaces(control, patched) ? SamePlaces : null;
        var changed = control.Code.Zip(patched.Code).Count(x => x.First != x.Second);
        return $"{changed} number{(changed == 1 ? "" : "s")}: fields behind the ring, its size or mask";
    }

    bool IsSame(string one, string other)
    {
        if (one == other)
            return true;
        if (Part().Match(one) is { Success: true } part && Part().Match(other) is { Success: true } otherPart
            && IsPartOfRing(Value(part), Value(otherPart)))
            return true;
        var (left, right) = (Number().Matches(one), Number().Matches(other));
        return Number().Replace(one, "#") == Number().Replace(other, "#") && left.Count == right.Count
            && left.Zip(right).All(x => x.First.Value == x.Second.Value || IsOfRing(Value(x.First), Value(x.Second)));
    }

    bool IsOfRing(long one, long other)
    {
        var moved = (after - before) * entrySize;
        return Math.Abs(other - one) == moved
            || (one == before && other == after)
            || (one == before - 1 && other == after - 1)
            // The bytes of the ring, or its words where it is filled word by word.
            || new[] { 1, 2, 4, 8 }.Any(x => one == before * entrySize / x && other == after * entrySize / x);
    }

    // Of a distance that takes two instructions (arm64), where a jump stands between them: how they share it is the compiler's choice, and
    // the whole stands where it is used.
    bool IsPartOfRing(long one, long other) =>
        ((one | other) & 0xff) == 0 && Math.Abs(other - one - ((after - before) * entrySize)) < 1 << 12;

    /// <summary>Whether the code names a place inside of the ring; an address that is only made may be a step on the way to
    /// another.</summary>
    bool Reads(FunctionCode function, int entries) => function.Code.Any(x => Displacement().Matches(x)
        .Any(match => Value(match) is var offset && offset >= ring.Offset
            && offset < ring.Offset + ((Part().IsMatch(x) ? 1 : entries) * entrySize)));

    // A distance of more than 12 bits takes another number of instructions on arm64 when it changes, and what stands around it is arranged
    // anew. With the places written out (Arm64Code) it can still be said what the function touches, though no longer in which order.
    bool HasSamePlaces(FunctionCode control, FunctionCode patched)
    {
        if (!control.Code.Concat(patched.Code).Any(x => Part().IsMatch(x))
            || !Calls(control).SequenceEqual(Calls(patched), StringComparer.Ordinal))
            return false;
        HashSet<long> one = Numbers(control), other = Numbers(patched);
        return one.All(x => other.Contains(x) || IsUpperPart(x, one) || other.Any(y => IsOfRing(x, y)))
            && other.All(x => one.Contains(x) || IsUpperPart(x, other) || one.Any(y => IsOfRing(y, x)));
    }

    static bool IsUpperPart(long number, HashSet<long> numbers) =>
        (number & 0xfff) == 0 && numbers.Any(x => x > number && x - number < 0x8000);

    static IEnumerable<string> Calls(FunctionCode function) =>
        function.Code.Where(x => x.StartsWith("bl ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    static HashSet<long> Numbers(FunctionCode function) => [.. function.Code.SelectMany(x => Number().Matches(x)).Select(Value)];

    static long Value(Match match)
    {
        var number = long.Parse(match.Groups["hex"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return match.Groups["minus"].Success ? -number : number;
    }

    [GeneratedRegex(@"(?<![\w+])(?<minus>-)?0x(?<hex>[0-9a-f]{1,15})")]
    private static partial Regex Number();

    [GeneratedRegex(@"^x\d+ = x\d+~*, (?<minus>-)?0x(?<hex>[0-9a-f]{4,15})$")]
    private static partial Regex Part();

    // "0x4d790(%rdi)" and "[x0, 0x4d790]".
    [GeneratedRegex(@"(?<minus>-)?0x(?<hex>[0-9a-f]{3,15})(?=\(|,%)|(?<=\bx\d{1,2}~*, )(?<minus>-)?0x(?<hex>[0-9a-f]{3,15})")]
    private static partial Regex Displacement();
}
