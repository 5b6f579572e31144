using SpiceTrial.Lab;

namespace SpiceTrial.Reports;

/// <summary>What the lab adds to the drafts: the table, and what each ring size cures and breaks.</summary>
/// <param name="RealTime">Whether the library kept the machine's clock.</param>
/// <param name="Rings">Sizes of the table.</param>
/// <param name="Rows">Each scenario's plays engaged and offered, by ring.</param>
sealed record MeasuredInLab(bool RealTime, IReadOnlyList<int> Rings, IReadOnlyList<MeasuredInLab.Row> Rows)
{
    /// <summary>Scenarios in which stock fails.</summary>
    public int Curable { get; private init; }

    /// <summary>16 or 32 entries may do what 128 do, without the harm: that belongs beside every proposal of 128.</summary>
    public IReadOnlyList<RingSize> Sizes { get; private init; } = [];

    public bool AnyWorse { get; private init; }

    /// <summary>Shipped scenarios that were not run.</summary>
    public IReadOnlyList<string> Missing { get; private init; } = [];

    /// <summary>Whether scenarios about widgets are among them, where a larger ring is known to do harm.</summary>
    public bool MissesWidgets => Missing.Any(x => x.Contains("widget", StringComparison.Ordinal));

    public static string Text(LabResult lab) => MarkdownTemplate.Render("lab.md.liquid", new { Lab = Of(lab) }).TrimEnd();

    /// <summary>A scenario in which a ring lets fewer plays engage than stock, as plays of those offered; <c>null</c>: none.</summary>
    public static object? Harm(LabResult lab, int ring) =>
        lab.Findings.FirstOrDefault(x => x.WorseAt.Contains(ring)) is { } worse
        && RowOf(lab, [Debian.TraceItems.Stock, ring], worse.Scenario).Plays is [var stock, var larger]
            ? new { Stock = stock, Ring = larger } : null;

    static MeasuredInLab Of(LabResult lab)
    {
        int[] rings = [.. Ran(lab).Select(x => x.RingSize).Distinct().Order()];
        List<LabFinding> curable = [.. lab.Findings.Where(x => x.StockFails == true)];
        return new(lab.RealTime, rings, [.. lab.Findings.Select(x => RowOf(lab, rings, x.Scenario))])
        {
            Curable = curable.Count,
            Sizes = [.. rings.Where(x => x > Debian.TraceItems.Stock).Select(ring => new RingSize(
                ring, curable.Count(x => x.SmallestCuringRing <= ring), Names(lab, x => x.WorseAt.Contains(ring)),
                Names(lab, x => x.SlowerAt.Contains(ring))))],
            AnyWorse = lab.Findings.Any(x => x.WorseAt.Count > 0),
            Missing = [.. ScenarioFiles.Shipped.Except(lab.Findings.Select(x => x.Scenario))],
        };
    }

    static Row RowOf(LabResult lab, int[] rings, string scenario) => new(scenario,
        [.. rings.Select(ring => Ran(lab).Where(x => x.Scenario == scenario && x.RingSize == ring).ToList() is { Count: > 0 } cells
            ? $"{cells.Sum(x => x.PlaysEngaged)}/{cells.Sum(x => x.PlaysOffered)}" : "not run")]);

    static IEnumerable<LabCell> Ran(LabResult lab) =>
        lab.Cells.Where(x => x is { Outcome: CellOutcome.Ran, PlaysEngaged: not null, PlaysOffered: not null });

    static List<string> Names(LabResult lab, Func<LabFinding, bool> which) => [.. lab.Findings.Where(which).Select(x => x.Scenario)];

    internal sealed record Row(string Scenario, IReadOnlyList<string> Plays);

    internal sealed record RingSize(int Ring, int Cured, IReadOnlyList<string> Worse, IReadOnlyList<string> Slower);
}
