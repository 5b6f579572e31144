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
    readonly List<DwarfEntry> members = [];
    readonly Dictionary<long, int> upperBounds = [];
    readonly long[] path = new long[16];
    DwarfEntry? current;

    public void Line(string line)
    {
        var text = line.AsSpan().TrimStart();
        if (text is ['<', >= '0' and <= '9', '>', '<', ..])
            Begin(line);
        else if (current is not null && text.IndexOf("DW_AT_", StringComparison.Ordinal) is var at and >= 0)
            Attribute(text[at..]);
    }

    public IEnumerable<DwarfEntry> Members(string name) => members.Where(x => x.Name == name);

    /// <summary>What the entry's type is, without typedefs and const.</summary>
    public DwarfEntry? Type(DwarfEntry entry)
    {
        var type = entry;
        // Bounded: a hostile file may hold a circle.
        for (var i = 0; i < 32 && type is not null; i++)
        {
            type = type.TypeOffset is { } offset ? byOffset.GetValueOrDefault(offset) : null;
            if (type is not { Tag: "DW_TAG_typedef" or "DW_TAG_const_type" })
                return type;
        }

        return null;
    }

    public int? UpperBound(DwarfEntry array)
    {
        foreach (var (offset, entry) in byOffset)
        {
            if (ReferenceEquals(entry, array))
                return upperBounds.TryGetValue(offset, out var bound) ? bound : null;
        }

        return null;
    }

    void Begin(string line)
    {
        current = null;
        // Most entries are of other kinds, and no kept one is below them.
        var at = line.IndexOf("(DW_TAG_", StringComparison.Ordinal);
        if (at < 0 || !Kept.Contains(line[(at + 1)..].TrimEnd(')')) || Header().Match(line) is not { Success: true } match)
            return;
        var depth = Math.Min(int.Parse(match.Groups["depth"].Value), path.Length - 1);
        var offset = Hex(match.Groups["offset"].ValueSpan);
        path[depth] = offset;
        current = new DwarfEntry(match.Groups["tag"].Value, depth == 0 ? null : path[depth - 1]);
        if (current.Tag == "DW_TAG_member")
            members.Add(current);
        else
            byOffset[offset] = current;
    }

    void Attribute(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0)
            return;
        var name = text[..colon].TrimEnd();
        var value = text[(colon + 1)..].Trim();
        if (name is "DW_AT_name")
            current!.Name = value[(value.LastIndexOf("): ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..].ToString();
        else if (name is "DW_AT_type" && value.IndexOf('<') is var open and >= 0 && value.IndexOf('>') is var close && close > open)
            current!.TypeOffset = Hex(value[(open + 1)..close]);
        else if (name is "DW_AT_data_member_location")
            current!.Location = Number(value);
        else if (name is "DW_AT_byte_size")
            current!.Size = Number(value);
        else if (name is "DW_AT_upper_bound" && current!.Parent is { } array && Number(value) is { } bound and >= 0 and < 1 << 20)
            upperBounds[array] = (int)bound;
    }

    static long? Number(ReadOnlySpan<char> value) =>
        value.StartsWith("0x")
            ? Hex(value)
            : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static long Hex(ReadOnlySpan<char> text) =>
        long.TryParse(text.StartsWith("0x") ? text[2..] : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out var number) ? number : -1;

    [GeneratedRegex(@"^\s*<(?<depth>\d+)><(?<offset>[0-9a-f]+)>: Abbrev Number: \d+ \((?<tag>DW_TAG_\w+)\)")]
    private static partial Regex Header();
}
