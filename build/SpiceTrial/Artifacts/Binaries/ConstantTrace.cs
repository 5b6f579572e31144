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

    readonly long entrySize = ring.EntrySize ?? 56;

    /// <summary>What of the ring the function shows: in words, or <c>null</c> when something else has changed.</summary>
    public string? Explain(FunctionCode control, FunctionCode patched)
    {
        // Code that walks or indexes the ring is compiled into another shape when the ring has another size.
        if (control.Code.Count != patched.Code.Count || control.Code.Zip(patched.Code).Any(x => !IsSame(x.First, x.Second)))
            return Reads(control, before) && Reads(patched, after) ? OnTheRing : null;
        var changed = control.Code.Zip(patched.Code).Count(x => x.First != x.Second);
        return $"{changed} number{(changed == 1 ? "" : "s")}: fields behind the ring, its size or mask";
    }

    bool IsSame(string one, string other)
    {
        if (one == other)
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

    /// <summary>Whether the code names a place inside of the ring; an address that is only made may be a step on the way to
    /// another.</summary>
    bool Reads(FunctionCode function, int entries) => function.Code.SelectMany(x => Displacement().Matches(x)).Select(Value)
        .Any(x => x >= ring.Offset && x < ring.Offset + (entries * entrySize));

    static long Value(Match match) => Convert.ToInt64(match.Groups["hex"].Value, 16) * (match.Groups["minus"].Success ? -1 : 1);

    [GeneratedRegex(@"(?<![\w+])(?<minus>-)?0x(?<hex>[0-9a-f]{1,15})")]
    private static partial Regex Number();

    // 0x4d790(%rdi)
    [GeneratedRegex(@"(?<minus>-)?0x(?<hex>[0-9a-f]{3,15})(?=\(|,%)")]
    private static partial Regex Displacement();
}
