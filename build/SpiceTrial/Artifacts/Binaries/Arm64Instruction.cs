namespace SpiceTrial.Artifacts;

/// <summary>An instruction of arm64, taken apart as far as its general registers go (Arm Architecture Reference Manual, A64).</summary>
sealed partial class Arm64Instruction
{
    // Procedure Call Standard for the Arm 64-bit Architecture, 6.1.1: what a callee may use as it likes, and the link register.
    static readonly int[] LostInCalls = [.. Enumerable.Range(0, 19), 30];

    public Arm64Instruction(Instruction instruction)
    {
        Address = instruction.Address;
        Text = WithoutRemark(instruction.Text);
        var blank = Text.IndexOf(' ', StringComparison.Ordinal);
        Verb = blank < 0 ? Text : Text[..blank];
        Constant = ConstantOf(Text);
        if (Text.EndsWith('>') && Place().Match(Text) is { Success: true } place)
            (Target, Before, Called) = (Hex(place.Groups["address"].Value), place.Groups["before"].Value, place.Groups["name"].Value);
        if (Text.Contains('[', StringComparison.Ordinal) && Memory().Match(Text) is { Success: true } memory)
            (At, MemoryBase, MemoryOffset) = (memory.Index..(memory.Index + memory.Length),
                int.Parse(memory.Groups["base"].ValueSpan),
                memory.Groups["number"].Success ? Number(memory.Groups["number"].ValueSpan) : 0);
        if (OnStack().Match(Text) is { Success: true } stack)
            Stack = int.Parse(stack.Groups["place"].ValueSpan);
        if (Verb == "mov" && Copy().Match(Text) is { Success: true } copy)
            CopyOf = Int(copy, "from");
        (Reads, Writes) = Registers();
    }

    public long Address { get; }

    public string Text { get; }

    public string Verb { get; }

    public Arm64Constant? Constant { get; }

    /// <summary>The address that is written out in it.</summary>
    public long? Target { get; }

    /// <summary>What stands before that address.</summary>
    public string Before { get; } = "";

    /// <summary>objdump's name for it.</summary>
    public string Called { get; } = "";

    /// <summary>Where in the text the place in memory stands, if it is a register and a number.</summary>
    public Range At { get; }

    public int? MemoryBase { get; }

    public long MemoryOffset { get; }

    /// <summary>The register that another is made equal to.</summary>
    public int? CopyOf { get; }

    /// <summary>Where on the stack general registers are put aside or taken back.</summary>
    public int? Stack { get; }

    public bool IsLoad => Verb[0] == 'l';

    /// <summary>Registers that are read, without the base of <see cref="At"/>.</summary>
    public IReadOnlyList<int> Reads { get; }

    public IReadOnlyList<int> Writes { get; }

    public bool IsCall => Verb is "bl" or "blr";

    /// <summary>What comes behind it is not run after it.</summary>
    public bool EndsFlow => Verb is "b" or "br" or "ret";

    /// <summary>It may go on elsewhere; a call comes back.</summary>
    public bool IsJump => EndsFlow || Verb is "cbz" or "cbnz" or "tbz" or "tbnz" || Verb.StartsWith("b.", StringComparison.Ordinal);

    /// <summary>objdump writes numbers again in decimal: <c>mov w0, #0x80 // #128</c>.</summary>
    public static string WithoutRemark(string text) => text.IndexOf(" //", StringComparison.Ordinal) is var at and >= 0 ? text[..at] : text;

    /// <summary>Of an instruction that takes the lowest bits, shifted or not: all before their number, and the mask that takes as
    /// many.</summary>
    public static (string Before, long Mask)? LowestBits(string text) =>
        text.StartsWith("ubf", StringComparison.Ordinal) && Field().Match(text) is { Success: true } field
        ? (field.Groups["before"].Value, (1L << int.Parse(field.Groups["width"].ValueSpan)) - 1)
        : null;

    (IReadOnlyList<int> Reads, IReadOnlyList<int> Writes) Registers()
    {
        if (IsCall)
            return ([], LostInCalls);
        var operands = MemoryBase is null ? Text[Verb.Length..] : Text[Verb.Length..At.Start.Value] + Text[At.End.Value..];
        List<int> all = [
            .. Register().Matches(operands).Select(x => int.Parse(x.Groups["number"].ValueSpan))];
        if (Atomic().IsMatch(Verb))
            return (all, all);
        var written = !operands.StartsWith(" x", StringComparison.Ordinal) && !operands.StartsWith(" w", StringComparison.Ordinal) ? 0
            : IsJump || OnlyReads().IsMatch(Verb) ? 0
            : Verb.StartsWith("ldp", StringComparison.Ordinal) || Verb.StartsWith("ldxp", StringComparison.Ordinal) ? 2 : 1;
        var reads = Verb is "movk" or "bfi" or "bfxil" or "bfc" ? all : all[written..];
        // "[x0, #16]!" and "[x0], #16" leave another address in the register.
        return MovesBase().Match(Text) is { Success: true } moved
            && int.TryParse(moved.Groups["base"].ValueSpan, out var register)
            ? (reads, [.. all[..written], register])
            : (reads, all[..written]);
    }

    static Arm64Constant? ConstantOf(string text)
    {
        if (text.StartsWith("add ", StringComparison.Ordinal) || text.StartsWith("sub ", StringComparison.Ordinal))
            return Add().Match(text) is { Success: true } add
                ? new(Int(add, "to"), Int(add, "from"),
                    (text[0] == 's' ? -1 : 1) * (Number(add.Groups["number"].ValueSpan) << (add.Groups["high"].Success ? 12 : 0)), 0,
                    Arm64Kind.Offset)
                : null;
        if (text.StartsWith("mov", StringComparison.Ordinal) && Move().Match(text) is { Success: true } move)
        {
            var shift = move.Groups["shift"].Success ? Int(move, "shift") : 0;
            return new(Int(move, "to"), null, Number(move.Groups["number"].ValueSpan) << shift,
                move.Groups["keep"].Success ? ~(0xffffL << shift) : 0, Arm64Kind.Number);
        }

        return text.StartsWith("adr", StringComparison.Ordinal) && PageOf().Match(text) is { Success: true } page
            ? new(Int(page, "to"), null, Hex(page.Groups["address"].Value), 0, text[3] == 'p' ? Arm64Kind.Page : Arm64Kind.Address)
            : null;
    }

    static int Int(Match match, string group) => int.Parse(match.Groups[group].ValueSpan);

    static long Number(ReadOnlySpan<char> text) => text.StartsWith("-") ? -Number(text[1..])
        : text.StartsWith("0x") ? unchecked((long)ulong.Parse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
        : long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    static long Hex(string text) => unchecked((long)ulong.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^(?:add|sub) [wx](?<to>\d+), [wx](?<from>\d+), #(?<number>0x[0-9a-f]{1,8}|\d{1,9})(?<high>, lsl #12)?$")]
    private static partial Regex Add();

    [GeneratedRegex(@"^mov(?<keep>k)? [wx](?<to>\d+), #(?<number>-?(?:0x[0-9a-f]{1,16}|\d{1,18}))(?:, lsl #(?<shift>\d{1,2}))?$")]
    private static partial Regex Move();

    [GeneratedRegex(@"^adrp? x(?<to>\d+), (?<address>[0-9a-f]{1,16}) <.*>$")]
    private static partial Regex PageOf();

    [GeneratedRegex(@"^(?<before>.*?)\b(?<address>[0-9a-f]{1,16}) <(?<name>[^+>]*).*>$")]
    private static partial Regex Place();

    [GeneratedRegex(@"\[x(?<base>\d+)(?:, #(?<number>-?(?:0x[0-9a-f]{1,8}|\d{1,9})))?\](?![,!])")]
    private static partial Regex Memory();

    [GeneratedRegex(@"\[x(?<base>\d+)[^\]]*\]!|\[x(?<base>\d+)\], ")]
    private static partial Regex MovesBase();

    [GeneratedRegex(@"^(?:st|ld)[rp] x\d+, (?:x\d+, )?\[sp, #(?<place>\d{1,6})\]$")]
    private static partial Regex OnStack();

    [GeneratedRegex(@"^(?<before>ubfiz [xw]\d+, [xw]\d+, #\d{1,2}, |ubfx [xw]\d+, [xw]\d+, #0, )#(?<width>\d{1,2})$")]
    private static partial Regex Field();

    [GeneratedRegex(@"^mov x\d+, x(?<from>\d+)$")]
    private static partial Regex Copy();

    [GeneratedRegex(@"\b[wx](?<number>\d{1,2})\b")]
    private static partial Regex Register();

    [GeneratedRegex(@"^(?:ldadd|ldset|ldclr|ldeor|ld[su]m|swp|cas)")]
    private static partial Regex Atomic();

    // Of exclusive stores the first operand takes whether it went well.
    [GeneratedRegex(@"^(?:st(?!l?x[pr])|cmp|cmn|tst|ccm|prfm|msr|hint|svc)")]
    private static partial Regex OnlyReads();
}
