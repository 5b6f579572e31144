namespace SpiceTrial.Debian;

/// <summary>The order of versions: text and numbers in turn, <c>~</c> before everything, even before the end.</summary>
public sealed partial record DebianVersion : IComparable<DebianVersion>
{
    public static bool operator <(DebianVersion left, DebianVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(DebianVersion left, DebianVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(DebianVersion left, DebianVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DebianVersion left, DebianVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Orders as <c>dpkg --compare-versions</c>; 0 also for texts that differ only in zeros that say nothing.</summary>
    public int CompareTo(DebianVersion? other) =>
        other is null ? 1
        : Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch)
        : ComparePart(Upstream, other.Upstream) is var upstream and not 0 ? upstream
        : ComparePart(Revision, other.Revision);

    static int ComparePart(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            if (CompareWords(Take(ref left, digits: false), Take(ref right, digits: false)) is var words and not 0)
                return words;
            if (CompareNumbers(Take(ref left, digits: true), Take(ref right, digits: true)) is var numbers and not 0)
                return numbers;
        }

        return 0;
    }

    /// <summary>Cuts the leading digits, or the leading text up to a digit, off <paramref name="rest"/>.</summary>
    static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> rest, bool digits)
    {
        var length = digits ? rest.IndexOfAnyExceptInRange('0', '9') : rest.IndexOfAnyInRange('0', '9');
        var taken = length < 0 ? rest : rest[..length];
        rest = rest[taken.Length..];
        return taken;
    }

    static int CompareWords(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            if (Weight(left, i).CompareTo(Weight(right, i)) is var order and not 0)
                return order;
        }

        return 0;
    }

    static int Weight(ReadOnlySpan<char> word, int position) => position >= word.Length ? 0 : word[position] switch
    {
        '~' => -1,
        var c when char.IsAsciiLetter(c) => c,
        // All letters sort before all other characters.
        var c => c + char.MaxValue,
    };

    // As text, because a number in a version may be longer than any integer type.
    static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }
}
