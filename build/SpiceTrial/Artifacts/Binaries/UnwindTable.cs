namespace SpiceTrial.Artifacts;

/// <summary>How to unwind each function (<c>.eh_frame</c>), by its name and without addresses.</summary>
static partial class UnwindTable
{
    /// <returns>Length and unwind instructions by function; of several entries for one name, joined in order.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        string library, Func<long, string> nameOf, CancellationToken cancellationToken)
    {
        var table = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        StringBuilder? current = null;
        await Programs.OutputOfAsync(
            new("readelf", "--debug-dump=frames", library) { OnLine = Line, Timeout = TimeSpan.FromMinutes(2) },
            "the unwind information can't be read", cancellationToken);
        return table.ToDictionary(x => x.Key, x => x.Value.ToString());

        void Line(string line)
        {
            if (line.Contains(" FDE ", StringComparison.Ordinal) && Entry().Match(line) is { Success: true } entry)
            {
                var start = Convert.ToInt64(entry.Groups["start"].Value, 16);
                current = Of(nameOf(start)).Append($"{Convert.ToInt64(entry.Groups["end"].Value, 16) - start:x};");
            }
            else if (line.EndsWith(" CIE", StringComparison.Ordinal))
                current = Of("CIE");
            else if (line.StartsWith("  ", StringComparison.Ordinal) && line.Trim() is not "DW_CFA_nop" and var text)
                current?.Append(text.Contains(" to ", StringComparison.Ordinal) ? Target().Replace(text, "") : text).Append(';');
        }

        StringBuilder Of(string name) => table.TryGetValue(name, out var text) ? text : table[name] = new StringBuilder();
    }

    public static string WithoutDistances(string text) => Distance().Replace(text, "");

    [GeneratedRegex(@" FDE cie=[0-9a-f]+ pc=(?<start>[0-9a-f]{1,16})\.\.(?<end>[0-9a-f]{1,16})$")]
    private static partial Regex Entry();

    [GeneratedRegex(@"\A[0-9a-f]+;|(?<=DW_CFA_advance_loc\d?: )\d+")]
    private static partial Regex Distance();

    [GeneratedRegex(@" to [0-9a-f]{4,16}$")]
    private static partial Regex Target();
}
