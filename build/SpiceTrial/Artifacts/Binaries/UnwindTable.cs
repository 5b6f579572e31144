namespace SpiceTrial.Artifacts;

/// <summary>How to unwind each function (<c>.eh_frame</c>), by its name and without addresses.</summary>
static partial class UnwindTable
{
    /// <returns>Length and unwind instructions by function; of several entries for one name, joined in order.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        string library, AddressNames names, CancellationToken cancellationToken)
    {
        var table = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        StringBuilder? current = null;
        (await Programs.RunAsync(
            new ProgramCall("readelf", "--debug-dump=frames", library) {
                OnLine = Line, Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" }, Timeout = TimeSpan.FromMinutes(2) },
            cancellationToken)).OrThrow("the unwind information can't be read");
        return table.ToDictionary(x => x.Key, x => x.Value.ToString());

        void Line(string line)
        {
            if (line.Contains(" FDE ", StringComparison.Ordinal) && Entry().Match(line) is { Success: true } entry)
            {
                long start = Hex(entry.Groups["start"]), end = Hex(entry.Groups["end"]);
                current = Of(names.Of(start)).Append($"{end - start:x};");
            }
            else if (line.EndsWith(" CIE", StringComparison.Ordinal))
            {
                current = Of("CIE");
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal) && line.Trim() is not "DW_CFA_nop" and var text)
            {
                current?.Append(text.Contains(" to ", StringComparison.Ordinal) ? Target().Replace(text, "") : text).Append(';');
            }
        }

        StringBuilder Of(string name) => table.TryGetValue(name, out var text) ? text : table[name] = new StringBuilder();
    }

    public static string WithoutDistances(string text) => Distance().Replace(text, "");

    static long Hex(Group group) => long.Parse(group.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(@" FDE cie=[0-9a-f]+ pc=(?<start>[0-9a-f]{1,16})\.\.(?<end>[0-9a-f]{1,16})$")]
    private static partial Regex Entry();

    [GeneratedRegex(@"\A[0-9a-f]+;|(?<=DW_CFA_advance_loc\d?: )\d+")]
    private static partial Regex Distance();

    [GeneratedRegex(@" to [0-9a-f]{4,16}$")]
    private static partial Regex Target();
}
