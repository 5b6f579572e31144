namespace SpiceTrial.Artifacts;

/// <summary>A section of an ELF file; without content where the file holds none (.bss).</summary>
public sealed partial record ElfSection(
    string Name, long Address, long Size, bool IsLoaded, bool IsCode, ReadOnlyMemory<byte> Content)
{
    /// <exception cref="TrialException">It is no such file, or its table of sections is damaged.</exception>
    public static async Task<IReadOnlyList<ElfSection>> ReadAllAsync(string file, CancellationToken cancellationToken)
    {
        var bytes = (await File.ReadAllBytesAsync(file, cancellationToken)).AsMemory();
        var table = await Programs.OutputOfAsync(
            new("readelf", "--sections", "--wide", file), "the sections can't be read", cancellationToken);
        try
        {
            var sections = Row().Matches(table).Select(x => Of(x.Groups, bytes)).ToList();
            // A name that hides its section from this reader would hide it from the comparison.
            return Number().Match(table).Groups["count"].Value == $"{sections.Count}"
                ? sections[1..] : throw new TrialException("the table of sections can't be read", file);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new TrialException("the table of sections is damaged", file, cause: e);
        }
    }

    static ElfSection Of(GroupCollection row, ReadOnlyMemory<byte> elf)
    {
        long Hex(string column) => Convert.ToInt64(row[column].Value, 16);
        var flags = row["flags"].Value;
        return new(row["name"].Value, Hex("address"), Hex("size"), flags.Contains('A'), flags.Contains('X'),
            row["type"].Value == "NOBITS" ? default : elf.Slice(checked((int)Hex("offset")), checked((int)Hex("size"))));
    }

    [GeneratedRegex(@"^There are (?<count>\d+) section headers", RegexOptions.Multiline)]
    private static partial Regex Number();

    // [Nr] Name Type Address Off Size ES Flg Lk Inf Al
    [GeneratedRegex(@"^ *\[ *\d+\] (?<name>.*?) +(?<type>\S+) +(?<address>[0-9a-f]{16}) (?<offset>[0-9a-f]{6,16}) "
        + @"(?<size>[0-9a-f]{6,16}) [0-9a-f]{2,16} +(?<flags>[A-Za-z]*) +\d+ +\d+ +\d+ *$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
