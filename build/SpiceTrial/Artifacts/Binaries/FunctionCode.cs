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
        IReadOnlyList<Instruction> instructions, SymbolTable symbols, Func<long, string> nameOf)
    {
        var starts = symbols.All.Where(x => x.IsFunction).GroupBy(x => x.Address).ToDictionary(x => x.Key, x => x.First().Name);
        var functions = new List<(string Name, List<Instruction> Code)>();
        foreach (var instruction in instructions)
        {
            if (functions.Count == 0 || starts.ContainsKey(instruction.Address))
                functions.Add((starts.GetValueOrDefault(instruction.Address, "before the first function"), []));
            functions[^1].Code.Add(instruction);
        }

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [
            .. functions.Select((x, i) => Of(x.Name, x.Code, i + 1 < functions.Count ? functions[i + 1].Code[0].Address : long.MaxValue))];

        FunctionCode Of(string name, List<Instruction> code, long end)
        {
            var nth = seen[name] = seen.GetValueOrDefault(name) + 1;
            return new(nth == 1 ? name : $"{name}#{nth}", code[0].Address,
                [.. code.Take(code.FindLastIndex(x => !Padding().IsMatch(x.Text)) + 1)
                    .Select(x => Normalise(x.Text, (code[0].Address, end), nameOf))]);
        }
    }

    static string Normalise(string text, (long Start, long End) bounds, Func<long, string> nameOf)
    {
        // A quarter of a million of them: most are neither relative nor jumps.
        if (!text.EndsWith('>') && !text.Contains(" # ", StringComparison.Ordinal))
            return text;
        // objdump writes where a relative address leads behind the instruction.
        if (Relative().Match(text) is { Success: true } relative)
            return $"{relative.Groups["before"].Value}[{nameOf(Target(relative))}]{relative.Groups["after"].Value}";
        if (Jump().Match(text) is not { Success: true } jump)
            return text;
        var (target, name) = (Target(jump), jump.Groups["name"].Value);
        return jump.Groups["verb"].Value + (name.EndsWith("@plt", StringComparison.Ordinal) ? name
            : target >= bounds.Start && target < bounds.End ? $".+{target - bounds.Start:x}"
            : nameOf(target));
    }

    static long Target(Match match) => Convert.ToInt64(match.Groups["address"].Value, 16);

    [GeneratedRegex(@"^(?<before>.*?)-?(0x)?[0-9a-f]+\(%rip\)(?<after>.*?)\s*# (?<address>[0-9a-f]{1,16})( <.*>)?$")]
    private static partial Regex Relative();

    [GeneratedRegex(@"^(?<verb>(notrack |bnd )?(call|j[a-z]+) )(?<address>[0-9a-f]{1,16}) <(?<name>[^+>]*).*>$")]
    private static partial Regex Jump();

    [GeneratedRegex(@"^((data16|cs) )*(nop[wl]?|xchg %ax,%ax|int3)\b")]
    private static partial Regex Padding();
}
