using SpiceTrial.Lab;

namespace SpiceTrial.Reports;

/// <summary>What the lab adds to the drafts: a reproducer that anybody can run, the table, and what each ring size cures and
/// breaks.</summary>
/// <param name="RealTime">Whether the library kept the machine's clock.</param>
/// <param name="Rings">Sizes of the table.</param>
/// <param name="Rows">Each scenario's plays engaged and offered, by ring.</param>
/// <param name="Examples">Where stock fails, and where a larger ring does harm.</param>
sealed record MeasuredInLab(
    bool RealTime, IReadOnlyList<int> Rings, IReadOnlyList<MeasuredInLab.Row> Rows, IReadOnlyList<MeasuredInLab.Example> Examples)
{
    const string Preferred = "ring-vs-y-8";

    /// <summary>Scenarios in which stock fails.</summary>
    public int Curable { get; private init; }

    /// <summary>16 or 32 entries may do what 128 do, without the harm: that belongs beside every proposal of 128.</summary>
    public IReadOnlyList<RingSize> Sizes { get; private init; } = [];

    public bool AnyWorse { get; private init; }

    /// <summary>Shipped scenarios that were not run.</summary>
    public IReadOnlyList<string> Missing { get; private init; } = [];

    /// <summary>Whether scenarios about widgets are among them, where a larger ring is known to do harm.</summary>
    public bool MissesWidgets => Missing.Any(IsOfWidgets);

    public bool HasWidgets { get; private init; }

    public static MeasuredInLab? Of(LabResult? lab)
    {
        if (lab is null)
            return null;
        int[] rings = [.. Ran(lab).Select(x => x.RingSize).Distinct().Order()];
        var cure = lab.Findings.FirstOrDefault(x => x.Scenario == Preferred && x.IsCured) ?? lab.Findings.FirstOrDefault(x => x.IsCured);
        var harm = lab.Findings.Where(x => x.WorseAt.Count > 0).MaxBy(x => x.WorseAt.Count);
        List<LabFinding> curable = [.. lab.Findings.Where(x => x.StockFails)];
        return new(lab.RealTime, rings, [.. lab.Findings.Select(x => RowOf(lab, rings, x.Scenario))],
            [.. ExampleOf(lab, "Stock fails", cure), .. ExampleOf(lab, "A larger ring does harm", harm)])
        {
            Curable = curable.Count,
            Sizes = [.. rings.Where(x => x > Debian.TraceItems.Stock).Select(ring => new RingSize(
                ring, curable.Count(x => x.SmallestCuringRing <= ring), Names(lab, x => x.WorseAt.Contains(ring)),
                Names(lab, x => x.SlowerAt.Contains(ring))))],
            AnyWorse = harm is not null,
            Missing = [.. ScenarioFiles.Shipped.Except(lab.Findings.Select(x => x.Scenario))],
            HasWidgets = lab.Cells.Any(x => IsOfWidgets(x.Scenario)),
        };
    }

    static IEnumerable<Example> ExampleOf(LabResult lab, string heading, LabFinding? finding)
    {
        if (finding is null)
            yield break;
        int[] rings = [.. Ran(lab).Where(x => x.Scenario == finding.Scenario).Select(x => x.RingSize).Distinct().Order()];
        var load = lab.Scenarios.FirstOrDefault(x => x.Name == finding.Scenario);
        yield return new(heading, finding.Scenario, load is null ? null : LoadWords.Of(load), rings,
            lab.Cells.Where(x => x.Scenario == finding.Scenario).Select(x => x.Seed).DefaultIfEmpty(1).Max(),
            RowOf(lab, rings, finding.Scenario).Plays);
    }

    static Row RowOf(LabResult lab, int[] rings, string scenario) => new(scenario,
        [.. rings.Select(ring => Ran(lab).Where(x => x.Scenario == scenario && x.RingSize == ring).ToList() is { Count: > 0 } cells
            ? $"{cells.Sum(x => x.PlaysEngaged)}/{cells.Sum(x => x.PlaysOffered)}" : "not run")]);

    static IEnumerable<LabCell> Ran(LabResult lab) =>
        lab.Cells.Where(x => x is { Outcome: CellOutcome.Ran, PlaysEngaged: not null, PlaysOffered: not null });

    static List<string> Names(LabResult lab, Func<LabFinding, bool> which) => [.. lab.Findings.Where(which).Select(x => x.Scenario)];

    static bool IsOfWidgets(string scenario) => scenario.Contains("widget", StringComparison.Ordinal);

    internal sealed record Row(string Scenario, IReadOnlyList<string> Plays);

    internal sealed record RingSize(int Ring, int Cured, IReadOnlyList<string> Worse, IReadOnlyList<string> Slower);

    /// <param name="Heading">What it shows.</param>
    /// <param name="Scenario">To run.</param>
    /// <param name="Load">In words that contain Markdown; <c>null</c> where the result does not name it.</param>
    /// <param name="Rings">That ran.</param>
    /// <param name="Seeds">That ran.</param>
    /// <param name="Plays">By ring.</param>
    internal sealed record Example(
        string Heading, string Scenario, string? Load, IReadOnlyList<int> Rings, int Seeds, IReadOnlyList<string> Plays);
}
