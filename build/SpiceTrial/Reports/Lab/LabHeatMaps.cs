using SpiceTrial.Lab;

namespace SpiceTrial.Reports;

/// <summary>The heat maps of a result: every scenario by ring size, chrome rate by ring size, and what was swept.</summary>
static class LabHeatMaps
{
    public static HeatMap Scenarios(LabResult result) => ByRing(
        result, "Every scenario by ring size", "scenario",
        [.. result.Scenarios.Where(x => x.Changes.Count == 0).Select(x => Row(result, x, x.Name))],
        "Plays in which the video's stream was created or existed, of those offered, over all seeds.");

    /// <summary>Rows are the chrome rates of the <c>ring-vs-y</c> scenarios; <c>null</c> where there are fewer than two.</summary>
    public static HeatMap? ChromeRates(LabResult result)
    {
        const string family = "ring-vs-y-";
        var rows = result.Scenarios
            .Where(x => x.Name.StartsWith(family, StringComparison.Ordinal) && x.Changes.Count == 0 && x.Chrome is [{ Rate: not null }])
            .OrderBy(x => x.Chrome[0].Rate)
            .Select(x => Row(result, x, $"{x.Chrome[0].Rate:0} draws/s (Y = {x.Chrome[0].Rate / x.Video.Fps:0.#})"))
            .ToList();
        return rows.Count < 2 ? null : ByRing(
            result, "Ring size against chrome rate", "chrome", rows,
            "The edge is where Y, the draws between two video frames, reaches the ring's size: the video's entry is overwritten at every "
                + "OOM.");
    }

    /// <summary>What the operator swept: two keys span a map for each ring size, one key stands against the ring sizes.</summary>
    public static IEnumerable<HeatMap> Swept(LabResult result)
    {
        foreach (var group in result.Scenarios.Where(x => x.Changes.Count > 0)
            .GroupBy(x => (Base: x.Name.Split('(')[0], Keys: string.Join(", ", x.Changes.Select(y => y.Key)))))
        {
            List<Scenario> scenarios = [.. group];
            if (scenarios[0].Changes.Count == 2)
            {
                foreach (var map in Planes(result, scenarios, $"{group.Key.Base}: {group.Key.Keys}"))
                    yield return map;
                continue;
            }

            yield return ByRing(result, $"{group.Key.Base}: {group.Key.Keys}", group.Key.Keys,
                [.. scenarios.Select(x => Row(result, x, string.Join(", ", x.Changes.Select(y => y.Value))))], "");
        }
    }

    static HeatMap ByRing(LabResult result, string title, string rowsAre, IReadOnlyList<HeatMap.Row> rows, string note) =>
        new(title, $"{rowsAre} \\ ring size", [.. Sizes(result.Cells).Select(Ring)], rows, note);

    static HeatMap.Row Row(LabResult result, Scenario scenario, string heading) =>
        new(heading, [.. Sizes(result.Cells).Select(size => Cell(result, scenario.Name, size))]);

    static IEnumerable<HeatMap> Planes(LabResult result, List<Scenario> scenarios, string title)
    {
        var (rowKey, columnKey) = (scenarios[0].Changes[0].Key, scenarios[0].Changes[1].Key);
        List<string> columns = [.. scenarios.Select(x => x.Changes[1].Value).Distinct()];
        foreach (var size in Sizes(result.Cells))
        {
            var rows = scenarios.GroupBy(x => x.Changes[0].Value).Select(row => new HeatMap.Row(row.Key, [.. columns.Select(column =>
                row.FirstOrDefault(x => x.Changes[1].Value == column) is { } scenario
                    ? Cell(result, scenario.Name, size) : new("", "none", ""))]));
            yield return new($"{title}, ring of {Ring(size)}", $"{rowKey} \\ {columnKey}", columns, [.. rows], "");
        }
    }

    static HeatMap.Cell Cell(LabResult result, string scenario, int size)
    {
        var finding = result.Findings.Single(x => x.Scenario == scenario);
        List<LabCell> own = [.. result.Cells.Where(x => x.Scenario == scenario && x.RingSize == size)];
        if (own.Count == 0)
            return new("", "none", "");
        if (own.Find(x => x.Outcome != CellOutcome.Ran) is { } failed)
            return new(Names.Dashed(failed.Outcome.ToString()), "none", failed.Remark ?? "");
        var (engaged, offered) = (own.Sum(x => x.PlaysEngaged ?? 0), own.Sum(x => x.PlaysOffered ?? 0));
        var seconds = own.Where(x => x.MeanSecondsToEngage is not null).Select(x => x.MeanSecondsToEngage!.Value).DefaultIfEmpty(double.NaN)
            .Average();
        var (mark, style) = finding.WorseAt.Contains(size)
            ? (" worse", "worse")
            : finding.SlowerAt.Contains(size)
            ? (" later", "later") : ("", $"h{(offered == 0 ? 0 : (int)Math.Floor(4.0 * engaged / offered))}");
        return new($"{engaged}/{offered}{mark}", style,
            $"ring {size}: {engaged} of {offered} plays{(double.IsNaN(seconds) ? "" : $", after {seconds:0.00} s")}; "
                + $"{own.Sum(x => x.Ooms)} OOMs, {own.Sum(x => x.FreeSome)} evicting, at most {own.Max(x => x.PeakStreams)} streams at "
                + "once");
    }

    static List<int> Sizes(IReadOnlyList<LabCell> cells) => [.. cells.Select(x => x.RingSize).Distinct().Order()];

    static string Ring(int size) => size == Debian.TraceItems.Stock ? "8 (stock)" : size.ToString();
}
