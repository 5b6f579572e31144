using System.Text.RegularExpressions;

namespace SpiceTrial.Packages;

/// <summary>The patches of <c>patches/series</c>, derived for a number of trace items.</summary>
public sealed partial record PatchSeries(IReadOnlyList<(string Name, string Text)> Patches)
{
    /// <summary>Reads the series; for the stock number there is nothing to patch and the series is empty.</summary>
    public static async Task<PatchSeries> ReadAsync(string folder, TraceItems items, CancellationToken cancellationToken)
    {
        var series = Path.Combine(folder, "series");
        if (!File.Exists(series))
            throw new TrialException("there is no patch series", series, "Restore it with `git checkout -- patches`", ExitStatus.BadInput);
        var names = (await File.ReadAllLinesAsync(series, cancellationToken)).Select(x => x.Split('#')[0].Trim()).Where(x => x.Length > 0).ToList();
        var patches = new List<(string, string)>();
        foreach (var name in items.IsStock ? [] : names)
        {
            var path = Path.Combine(folder, name);
            if (name.Contains('/', StringComparison.Ordinal) || !File.Exists(path))
                throw new TrialException($"the series names a patch that is not there: {name}", series, "Restore it with `git checkout -- patches`", ExitStatus.BadInput);
            patches.Add((name, Derive(await File.ReadAllTextAsync(path, cancellationToken), items, path)));
        }

        return new PatchSeries(patches);
    }

    static string Derive(string text, TraceItems items, string where)
    {
        var added = text.Split('\n').Where(x => x.StartsWith('+') && !x.StartsWith("+++", StringComparison.Ordinal)).ToList();
        var removed = text.Split('\n').Where(x => x.StartsWith('-') && !x.StartsWith("---", StringComparison.Ordinal)).ToList();
        // The trial is about one constant. A patch that changes anything else was tampered with or is another experiment.
        if (added is not [var line] || !Definition().IsMatch(line) || removed is not [var before] || !StockDefinition().IsMatch(before))
            throw new TrialException(
                "the patch does not change TRACE_ITEMS_SHIFT and nothing else", where, "Restore it with `git checkout -- patches`", ExitStatus.Refused);
        return text
            .Replace(line, $"+#define TRACE_ITEMS_SHIFT {items.Shift}", StringComparison.Ordinal)
            .Replace("8 to 128 entries", $"8 to {items.Count} entries", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\A\+#define TRACE_ITEMS_SHIFT \d+\z")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\A-#define TRACE_ITEMS_SHIFT 3\z")]
    private static partial Regex StockDefinition();
}
