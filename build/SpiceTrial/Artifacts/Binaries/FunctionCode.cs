namespace SpiceTrial.Artifacts;

/// <summary>A function's code without its place: what it calls and reads stands there by name, its own jumps as distances.</summary>
/// <param name="Name">The symbol; of functions with one name, the second is <c>name#2</c> and so on.</param>
/// <param name="Address">Of its first instruction.</param>
/// <param name="Code">Normalised instructions without the padding behind the last.</param>
sealed partial record FunctionCode(string Name, long Address, IReadOnlyList<string> Code)
{
    /// <summary>Cuts the code at the symbols. What stands before the first of them (the procedure linkage table) is its own, in
    /// order.</summary>
    public static IReadOnlyList<FunctionCode> Split(
        IReadOnlyList<Instruction> instructions, SymbolTable symbols, AddressNames names, string architecture)
    {
        var starts = symbols.All.Where(x => x.IsFunction).GroupBy(x => x.Address).ToDictionary(x => x.Key, x => x.First().Name);
        var functions = new List<FunctionCode>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < instructions.Count;)
        {
            var start = instructions[i].Address;
            var name = starts.GetValueOrDefault(start, "before the first function");
            var end = i + 1;
            while (end < instructions.Count && !starts.ContainsKey(instructions[end].Address))
                end++;
            var last = end;
            while (last > i && Padding().IsMatch(instructions[last - 1].Text))
                last--;
            IReadOnlyList<Instruction> own = [.. Enumerable.Range(i, last - i).Select(x => instructions[x])];
            var code = own.Count > 0 && architecture == "arm64"
                ? Arm64Code.Normalise(own, names)
                : Amd64(own, (start, end < instructions.Count ? instructions[end].Address : long.MaxValue), names);
            var nth = seen[name] = seen.GetValueOrDefault(name) + 1;
            functions.Add(new FunctionCode(nth == 1 ? name : $"{name}#{nth}", start, code));
            i = end;
        }

        return functions;
    }

    static IReadOnlyList<string> Amd64(IReadOnlyList<Instruction> code, (long Start, long End) bounds, AddressNames names) =>
        [.. code.Select(x => Normalise(x, bounds, names))];

    static string Normalise(Instruction instruction, (long Start, long End) bounds, AddressNames names)
    {
        var text = instruction.Text;
        // A quarter of a million of them: most are neither relative nor jumps.
        if (!text.EndsWith('>') && !text.Contains(" # ", StringComparison.Ordinal))
            return text;
        // objdump writes where a relative address leads behind the instruction.
        if (Relative().Match(text) is { Success: true } relative)
            return $"{relative.Groups["before"].Value}[{names.Of(Hex(relative.Groups["address"].Value))}]{relative.Groups["after"].Value}";
        if (Jump().Match(text) is not { Success: true } jump)
            return text;
        var target = Hex(jump.Groups["address"].Value);
        var name = jump.Groups["name"].Value;
        return jump.Groups["verb"].Value + (name.EndsWith("@plt", StringComparison.Ordinal) ? name
            : target >= bounds.Start && target < bounds.End ? $".+{target - bounds.Start:x}"
            : names.Of(target));
    }

    static long Hex(string text) => long.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<before>.*?)-?(0x)?[0-9a-f]+\(%rip\)(?<after>.*?)\s*# (?<address>[0-9a-f]{1,16})( <.*>)?$")]
    private static partial Regex Relative();

    [GeneratedRegex(@"^(?<verb>(notrack |bnd )?(call|j[a-z]+) )(?<address>[0-9a-f]{1,16}) <(?<name>[^+>]*).*>$")]
    private static partial Regex Jump();

    [GeneratedRegex(@"^((data16|cs) )*(nop[wl]?|xchg %ax,%ax|int3|udf)\b")]
    private static partial Regex Padding();
}
