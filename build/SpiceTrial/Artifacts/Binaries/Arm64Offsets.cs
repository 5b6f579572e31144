namespace SpiceTrial.Artifacts;

/// <summary>
/// Follows the numbers that arm64 code adds to registers, instruction by instruction: an offset of more than 12 bits takes two of them
/// there (<c>add x4, x0, #0x4c, lsl #12</c>, then <c>ldr w2, [x4, #6480]</c>). What else a register holds counts as zero.
/// </summary>
sealed partial class Arm64Offsets
{
    readonly Dictionary<string, long> known = new(StringComparer.Ordinal);

    /// <summary>The offset of the place that the instruction reads or writes, or <c>null</c> when it names none or one on the
    /// stack.</summary>
    public long? Place(string text) => Memory().Match(text) is { Success: true } place && place.Groups["base"].Value != "sp"
        ? Of(place.Groups["base"])
            + (place.Groups["index"].Success
                ? Of(place.Groups["index"]) << (int)Number(place.Groups["shift"]) : Number(place.Groups["number"]))
        : null;

    /// <summary>Takes note of what the instruction leaves in its registers.</summary>
    public void Run(string text)
    {
        if (Add().Match(text) is { Success: true } add)
            Set(add.Groups["to"], Of(add.Groups["from"])
                + ((add.Groups["verb"].Value[0] == 's' ? -1 : 1) * (Number(add.Groups["number"]) << (int)Number(add.Groups["shift"]))));
        else if (AddRegister().Match(text) is { Success: true } sum)
            Set(sum.Groups["to"], Of(sum.Groups["from"]) + (Of(sum.Groups["other"]) << (int)Number(sum.Groups["shift"])));
        else if (Move().Match(text) is { Success: true } move)
            Set(move.Groups["to"], move.Groups["from"].Success
                ? Of(move.Groups["from"]) : Number(move.Groups["number"]) << (int)Number(move.Groups["shift"]));
        else if (MoveKeep().Match(text) is { Success: true } keep)
            Set(keep.Groups["to"], (Of(keep.Groups["to"]) & ~(0xffffL << (int)Number(keep.Groups["shift"])))
                | (Number(keep.Groups["number"]) << (int)Number(keep.Groups["shift"])));
        else if (MultiplyAdd().Match(text) is { Success: true } product)
            Set(product.Groups["to"], Of(product.Groups["sum"]));
        else
            foreach (Capture to in Result().Match(text).Groups["to"].Captures)
                known.Remove(Key(to.Value));
    }

    static string Key(string register) => register[1..];

    static long Number(Group group) => !group.Success ? 0
        : group.ValueSpan.Contains('x')
        ? (group.ValueSpan[0] == '-' ? -1 : 1) * long.Parse(
            group.ValueSpan[(group.ValueSpan.IndexOf('x') + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : long.Parse(group.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    long Of(Group register) => known.GetValueOrDefault(Key(register.Value));

    void Set(Group register, long value) => known[Key(register.Value)] = value;

    [GeneratedRegex(@"\[(?<base>x\d+|sp)(, #(?<number>-?(0x[0-9a-f]{1,8}|\d{1,9}))|, (?<index>[xw]\d+)(, [a-z]+( #(?<shift>\d))?)?)?\]")]
    private static partial Regex Memory();

    [GeneratedRegex(@"^(?<verb>adds?|subs?) (?<to>[xw]\d+), (?<from>[xw]\d+), #(?<number>0x[0-9a-f]{1,8}|\d{1,9})(, lsl #(?<shift>\d{1,2}))?")]
    private static partial Regex Add();

    [GeneratedRegex(@"^add (?<to>[xw]\d+), (?<from>[xw]\d+), (?<other>[xw]\d+)(, [a-z]+( #(?<shift>\d{1,2}))?)?")]
    private static partial Regex AddRegister();

    [GeneratedRegex(@"^movz? (?<to>[xw]\d+), ((?<from>[xw]\d+)|#(?<number>-?(0x[0-9a-f]{1,15}|\d{1,9}))(, lsl #(?<shift>\d{1,2}))?)")]
    private static partial Regex Move();

    [GeneratedRegex(@"^movk (?<to>[xw]\d+), #(?<number>0x[0-9a-f]{1,4}|\d{1,5})(, lsl #(?<shift>\d{1,2}))?")]
    private static partial Regex MoveKeep();

    [GeneratedRegex(@"^[us]?madd[l]? (?<to>[xw]\d+), [xw]\d+, [xw]\d+, (?<sum>[xw]\d+)")]
    private static partial Regex MultiplyAdd();

    // Of stores, comparisons and jumps the first operand is read, not written.
    [GeneratedRegex(@"^(?!st|cmp|cmn|tst|ccm|c?b[. ]|cbn?z|tbn?z|bl|ret)\S+ (?<to>[xw]\d+)(?:, (?<to>[xw]\d+)(?=, \[))?")]
    private static partial Regex Result();
}
