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
            .Select(x => (Name: NameOf(x[0], series), Comment: x.Length > 1 ? x[1].Trim() : "")).Select(x => (x.Name, Versions:
                VersionRange.Parse(x.Comment.StartsWith(Mark, StringComparison.Ordinal) ? x.Comment[Mark.Length..] : "", series))).ToList();
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

    // quilt lets options follow the name; -p1 is what it does without any.
    static string NameOf(string entry, string series) => entry.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var name] => name,
        [var name, "-p1"] => name,
        [var name, .. var options] => throw new TrialException(
            $"the series has an option of quilt that is not supported for {name}: {string.Join(' ', options)}", series,
            "Write the patch for -p1 (a/ and b/ before its paths), and only its name into the series", ExitStatus.BadInput),
        [] => "",
    };

    static string Derive(string text, TraceItems items, string where)
    {
        if (text.Contains('\r', StringComparison.Ordinal))
            throw new TrialException("the patch has Windows line ends (CRLF), and the source has not", where,
                $"Take them away: `sed -i 's/\\r$//' {ShellWords.Quote(where)}`. Git makes none here (.gitattributes)",
                ExitStatus.BadInput);
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
        // Counting by first characters is safe only below the headers, and as far as the hunk says: a removed "-- x" reads like a header.
        if (start < 0 || WithoutGitsHeader(lines, start).Any(BeginsADiff)
            || lines[start..] is not [_, ['+', '+', '+', ' ', ..], var head, .. var rest] || !Hunk().IsMatch(head))
            return null;
        var counts = Hunk().Match(head);
        var (before, after) = (Count(counts, 1), Count(counts, 2));
        var body = rest.TakeWhile(line =>
        {
            var more = before > 0 || after > 0;
            before -= line is ['+', ..] ? 0 : 1;
            after -= line is ['-', ..] ? 0 : 1;
            return more;
        }).ToList();
        // What git format-patch signs with may follow, and nothing else.
        return rest[body.Count..] is [] or ["-- " or "--", ..] && !rest[body.Count..].Skip(1).Any(x => BeginsADiff(x) || x is ['-', ..])
            && body.All(x => x is "" or [' ' or '+' or '-', ..])
            && body.Where(x => x is ['+', ..]).ToList() is [var added] && Definition().IsMatch(added)
            && body.Where(x => x is ['-', ..]).ToList() is [var removed] && StockDefinition().IsMatch(removed) ? added : null;
    }

    // "diff --git a/FILE b/FILE" and "index ..." of the one file; without more, as of a rename or a mode.
    static string[] WithoutGitsHeader(string[] lines, int start) =>
        start >= 2 && lines[start - 1].StartsWith("index ", StringComparison.Ordinal)
        && lines[start] is ['-', '-', '-', ' ', 'a', '/', .. var file] && lines[start - 2] == $"diff --git a/{file} b/{file}"
            ? lines[..(start - 2)] : lines[..start];

    static int Count(Match hunk, int group) => hunk.Groups[group] is { Success: true, Value: var count } ? int.Parse(count) : 1;

    static bool BeginsADiff(string line) => new[] { "diff ", "+++ ", "*** ", "@@ " }.Any(x => line.StartsWith(x, StringComparison.Ordinal));

    [GeneratedRegex(@"\A@@ -[0-9]{1,9}(?:,([0-9]{1,5}))? \+[0-9]{1,9}(?:,([0-9]{1,5}))? @@")]
    private static partial Regex Hunk();

    [GeneratedRegex(@"\A\+#define TRACE_ITEMS_SHIFT \d+\z")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\A-#define TRACE_ITEMS_SHIFT 3\z")]
    private static partial Regex StockDefinition();
}
