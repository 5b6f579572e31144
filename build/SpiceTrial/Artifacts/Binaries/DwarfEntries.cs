namespace SpiceTrial.Artifacts;

/// <summary>Reads the lines of <c>readelf --debug-dump=info</c> and keeps the entries that describe types.</summary>
sealed partial class DwarfEntries
{
    static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "DW_TAG_structure_type", "DW_TAG_class_type", "DW_TAG_union_type", "DW_TAG_typedef", "DW_TAG_array_type", "DW_TAG_subrange_type",
        "DW_TAG_const_type", "DW_TAG_member", "DW_TAG_base_type",
    };

    readonly Dictionary<long, DwarfEntry> byOffset = [];
    readonly DwarfEntry?[] path = new DwarfEntry?[10];
    DwarfEntry? current;

    public void Line(string line)
    {
        if (line.AsSpan().TrimStart() is ['<', >= '0' and <= '9' and var depth, '>', '<', ..])
            current = path[depth - '0'] = Begin(line, depth == '0' ? null : path[depth - '1']);
        else if (current is not null && Attribute().Match(line) is { Success: true } attribute)
            current.Attributes[attribute.Groups["name"].Value] = attribute.Groups["value"].Value;
    }

    public IEnumerable<DwarfEntry> Members(string name) => byOffset.Values.Where(x => x.Tag == "DW_TAG_member" && x.Name == name);

    /// <summary>What the entry's type is, without typedefs and const. Bounded: a hostile file may hold a circle.</summary>
    public DwarfEntry? Type(DwarfEntry entry, int more = 32) =>
        entry.TypeOffset is { } offset && byOffset.GetValueOrDefault(offset) is { } type && more > 0
            ? type.Tag is "DW_TAG_typedef" or "DW_TAG_const_type" ? Type(type, more - 1) : type
            : null;

    DwarfEntry? Begin(string line, DwarfEntry? parent)
    {
        // Most entries are of other kinds, and no kept one is below them.
        var at = line.IndexOf("(DW_TAG_", StringComparison.Ordinal);
        if (at < 0 || !Kept.Contains(line[(at + 1)..].TrimEnd(')')) || Header().Match(line) is not { Success: true } match)
            return null;
        var entry = new DwarfEntry(match.Groups["tag"].Value) { Parent = parent };
        parent?.Children.Add(entry);
        return byOffset[Convert.ToInt64(match.Groups["offset"].Value, 16)] = entry;
    }

    [GeneratedRegex(@"^\s*<\d><(?<offset>[0-9a-f]{1,15})>: Abbrev Number: \d+ \((?<tag>DW_TAG_\w+)\)")]
    private static partial Regex Header();

    [GeneratedRegex(@"(?<name>DW_AT_\w+)\s*:\s*(?<value>.*\S)")]
    private static partial Regex Attribute();
}
