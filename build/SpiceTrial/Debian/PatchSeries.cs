namespace SpiceTrial.Debian;

/// <summary>The patches of <c>patches/series</c>, derived for a number of trace items.</summary>
public sealed partial record PatchSeries(IReadOnlyList<SeriesPatch> Patches)
{
    const string Mark = "versions:";

    /// <summary>The patches that a source of that version takes, in order.</summary>
    public IReadOnlyList<SeriesPatch> For(DebianVersion version) => [.. Patches.Where(x => x.Versions.Holds(version))];

    /// <summary>Reads the series; for the stock number there is nothing to patch and the series is empty.</summary>
    public static async Task<PatchSeries> ReadAsync(string folder, TraceItems items, CancellationToken cancellationToken)
    {
        var series = Path.Combine(folder, "series");
        if (!File.Exists(series))
            throw new TrialException("there is no patch series", series, "Restore it with `git checkout -- patches`", ExitStatus.BadInput);
        // Behind a # stands, for us, which sources the patch is for; quilt takes it for a comment.
        var entries = (await File.ReadAllLinesAsync(series, cancellationToken)).Select(x => x.Split('#', 2))
            .Where(x => x[0].Trim().Length > 0)
            .Select(x => (Name: x[0].Trim(), Comment: x.Length > 1 ? x[1].Trim() : "")).Select(x => (x.Name, Versions: VersionRange.Parse(
                x.Comment.StartsWith(Mark, StringComparison.Ordinal) ? x.Comment[Mark.Length..] : "", series))).ToList();
        var patches = new List<SeriesPatch>();
        foreach (var (name, versions) in items.IsStock ? [] : entries)
        {
            var path = Path.Combine(folder, name);
            if (name.Contains('/', StringComparison.Ordinal) || !File.Exists(path))
                throw new TrialException($"the series names a patch that is not there: {name}", series,
                    "Restore it with `git checkout -- patches`", ExitStatus.BadInput);
            patches.Add(new(name, Derive(await File.ReadAllTextAsync(path, cancellationToken), items, path), versions));
        }

        return new PatchSeries(patches);
    }

    static string Derive(string text, TraceItems items, string where)
    {
        // The trial is about one constant. A patch that changes anything else was tampered with or is another experiment.
        if (AddedLine(text) is not { } line)
            throw new TrialException(
                "the patch does not change TRACE_ITEMS_SHIFT and nothing else", where, "Restore it with `git checkout -- patches`",
                ExitStatus.Refused);
        return text
            .Replace(line, $"+#define TRACE_ITEMS_SHIFT {items.Shift}", StringComparison.Ordinal)
            .Replace("8 to 128 entries", $"8 to {items.Count} entries", StringComparison.Ordinal);
    }

    /// <summary>The line that the patch adds, if it is one hunk in one file that replaces the stock definition by another; else
    /// <c>null</c>.</summary>
    static string? AddedLine(string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        var start = Array.FindIndex(lines, x => x.StartsWith("--- ", StringComparison.Ordinal));
        // Counting by first characters is safe only below the headers: a removed "-- x" reads like one of them.
        return start >= 0 && !lines[..start].Any(BeginsADiff)
            && lines[start..] is [_, ['+', '+', '+', ' ', ..], ['@', '@', ' ', ..], .. var body]
            && body.All(x => x is "" or [' ' or '+' or '-', ..])
            && body.Where(x => x is ['+', ..]).ToList() is [var added] && Definition().IsMatch(added)
            && body.Where(x => x is ['-', ..]).ToList() is [var removed] && StockDefinition().IsMatch(removed) ? added : null;
    }

    static bool BeginsADiff(string line) => new[] { "diff ", "+++ ", "*** ", "@@ " }.Any(x => line.StartsWith(x, StringComparison.Ordinal));

    [GeneratedRegex(@"\A\+#define TRACE_ITEMS_SHIFT \d+\z")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\A-#define TRACE_ITEMS_SHIFT 3\z")]
    private static partial Regex StockDefinition();
}
