namespace SpiceTrial.Artifacts;

/// <summary>
/// What the debug information says of the ring: <c>items_trace</c> of spice-server's DisplayChannelPrivate
/// (server/display-channel-private.h:114 in 0.15.1), a std::array since the code is C++ and a plain array before.
/// </summary>
/// <param name="Entries">Elements of the array.</param>
/// <param name="EntrySize">sizeof(ItemTrace), bytes; <c>null</c> when it is not stated.</param>
/// <param name="Offset">Of the first entry in the structure, bytes.</param>
/// <param name="CounterOffset">Of <c>next_item_trace</c>, which follows the ring; <c>null</c> when it is not stated.</param>
public sealed partial record DwarfRing(int Entries, long? EntrySize, long Offset, long? CounterOffset)
{
    /// <summary>Every distinct description of the ring in the file; one in an honest build.</summary>
    /// <exception cref="TrialException">readelf can't read the file.</exception>
    public static async Task<IReadOnlyList<DwarfRing>> ReadAsync(string debugFile, CancellationToken cancellationToken)
    {
        var entries = new DwarfEntries();
        // Three levels: unit, namespace or structure, member. The bodies of functions below them are most of the file.
        await Programs.OutputOfAsync(
            new("readelf", "--debug-dump=info", "--dwarf-depth=3", debugFile) { OnLine = entries.Line, Timeout = TimeSpan.FromMinutes(2) },
            "the debug information can't be read", cancellationToken);
        return [.. entries.Members("items_trace").Select(x => Of(entries, x)).OfType<DwarfRing>().Distinct()];
    }

    static DwarfRing? Of(DwarfEntries entries, DwarfEntry member)
    {
        if (member.Location is not { } offset || entries.Type(member) is not { } type || Count(type) is not { } count)
            return null;
        var size = type.Size is { } all && count > 0 && all % count == 0 ? all / count : entries.Type(type)?.Size;
        return new DwarfRing(count, size, offset, member.Parent?.Children.FirstOrDefault(x => x.Name == "next_item_trace")?.Location);
    }

    static int? Count(DwarfEntry type) =>
        type.Tag == "DW_TAG_array_type"
            ? type.Children.Select(x => x.UpperBound).ToList() is [>= 0 and < 1 << 20 and var bound] ? (int)bound + 1 : null
        : StandardArray().Match(type.Name ?? "") is { Success: true } match ? int.Parse(match.Groups["count"].Value)
        : null;

    [GeneratedRegex(@"\Aarray<ItemTrace, (?<count>\d{1,6})u?l?>\z")]
    private static partial Regex StandardArray();
}
