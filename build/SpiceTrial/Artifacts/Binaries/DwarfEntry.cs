namespace SpiceTrial.Artifacts;

/// <summary>One debugging entry, with its attributes as readelf words them.</summary>
sealed class DwarfEntry(string tag)
{
    public string Tag => tag;

    public DwarfEntry? Parent { get; init; }

    public List<DwarfEntry> Children { get; } = [];

    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>readelf says before a name where it is stored: <c>(indirect string, offset: 0x1f): items_trace</c>.</summary>
    public string? Name => Attributes.GetValueOrDefault("DW_AT_name")?.Split("): ")[^1];

    /// <summary>Offset of its type's entry: <c>&lt;0x2d&gt;</c>.</summary>
    public long? TypeOffset => Number(Attributes.GetValueOrDefault("DW_AT_type")?.Split('>')[0].TrimStart('<'));

    public long? Location => Number(Attributes.GetValueOrDefault("DW_AT_data_member_location"));

    public long? Size => Number(Attributes.GetValueOrDefault("DW_AT_byte_size"));

    public long? UpperBound => Number(Attributes.GetValueOrDefault("DW_AT_upper_bound"));

    static long? Number(string? value) =>
        value?.StartsWith("0x", StringComparison.Ordinal) == true
            ? long.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, null, out var hex) ? hex : null
            : long.TryParse(value, NumberStyles.None, null, out var number) ? number : null;
}
