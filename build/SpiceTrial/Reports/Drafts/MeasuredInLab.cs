using SpiceTrial.Lab;

namespace SpiceTrial.Reports;

/// <summary>What the lab adds to the drafts: the table, and what each ring size cures and breaks.</summary>
/// <param name="RealTime">Whether the library kept the machine's clock.</param>
/// <param name="Rings">Sizes of the table.</param>
/// <param name="Rows">Each scenario's plays engaged and offered, by ring.</param>
sealed record MeasuredInLab(bool RealTime, IReadOnlyList<int> Rings, IReadOnlyList<MeasuredInLab.Row> Rows)
{
    // The issue asks for it beside its own ring.
    const int Proposed = 64;

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

    /// <summary>Where the ring, or the other one that it proposes, lets fewer plays engage than stock; and which loads can't tell,
    /// because with one of these rings they did not run to the end: those with widgets, and those that were tried.</summary>
    public static object Harm(LabResult lab, int ring)
    {
        int[] rings = [.. new[] { Debian.TraceItems.Stock, Proposed, ring }.Distinct().Order()];
        bool Ended(string scenario) => lab.Findings.Any(x => x.Scenario == scenario && rings.All(y => Works(x, y, least: 0)));
        List<LabFinding> worse = [.. lab.Findings.Where(x => x.WorseAt.Intersect(rings).Any())];
        return new
        {
            AreWidgets = worse.All(x => x.Scenario.Contains("widget", StringComparison.Ordinal)),
            Worse = worse.Select(x => new
            {
                x.Scenario, Plays = string.Join(", ", RowOf(lab, rings, x.Scenario).Plays.Zip(rings, (plays, of) => $"{plays} ({of})")),
            }).ToList(),
            Untried = ScenarioFiles.Shipped.Where(x => x.Contains("widget", StringComparison.Ordinal))
                .Union(lab.Findings.Where(x => x.NotRunAt.Intersect(rings).Any()).Select(x => x.Scenario)).Where(x => !Ended(x)).ToList(),
        };
    }

    /// <summary>Each scenario and ring, with the number of seeds that ran to their end.</summary>
    public static IEnumerable<string> RestsOn(LabResult lab) => lab.Scenarios.Select(x => $"lab: {x.Name}").Concat(
        Ran(lab).GroupBy(x => $"lab: {x.Scenario}, {x.RingSize} entries").Select(x => $"{x.Key}{DraftFile.Seeds}{x.Count()}"));

    static MeasuredInLab Of(LabResult lab)
    {
        int[] rings = [.. lab.Cells.Select(x => x.RingSize).Distinct().Order()];
        List<LabFinding> curable = [.. lab.Findings.Where(x => x.StockFails == true)];
        return new(lab.RealTime, rings, [.. lab.Findings.Select(x => RowOf(lab, rings, x.Scenario))])
        {
            Curable = curable.Count,
            Sizes = [.. rings.Where(x => x > Debian.TraceItems.Stock).Select(ring => new RingSize(
                ring, curable.Count(x => Works(x, ring, LabFinding.Works)),
                [.. Scenarios(lab, x => x.WorseAt.Contains(ring)),
                    .. Scenarios(lab, x => x.NotRunAt.Contains(ring)).Select(x => $"{x} (not run to the end)")],
                Scenarios(lab, x => x.SlowerAt.Contains(ring))))],
            AnyWorse = lab.Findings.Any(x => x.WorseAt.Count + x.NotRunAt.Count > 0),
            Missing = [.. ScenarioFiles.Shipped.Except(lab.Findings.Select(x => x.Scenario))],
        };
    }

    static Row RowOf(LabResult lab, int[] rings, string scenario) => new(scenario, [.. rings.Select(ring =>
    {
        bool Is(LabCell cell) => cell.Scenario == scenario && cell.RingSize == ring;
        var (ran, all) = (Ran(lab).Where(Is).ToList(), lab.Cells.Where(Is).ToList());
        List<LabCell> failed = [.. all.Except(ran)];
        return all.Count == 0 ? "not run" : string.Join(", ", ((string?[])[
            ran.Count == 0 ? null : $"{ran.Sum(x => x.PlaysEngaged)}/{ran.Sum(x => x.PlaysOffered)}",
            failed.Count == 0 ? null : $"{failed.Count} of {all.Count} cells "
                + string.Join(" or ", failed.Select(x => Names.Dashed($"{x.Outcome}")).Distinct())]).OfType<string>());
    })]);

    /// <summary>Whether a ring ran with every seed, and that share of the plays engaged.</summary>
    static bool Works(LabFinding finding, int ring, double least) =>
        finding.EngagedShare.GetValueOrDefault(ring) >= least && !finding.NotRunAt.Contains(ring);

    static IEnumerable<LabCell> Ran(LabResult lab) =>
        lab.Cells.Where(x => x is { Outcome: CellOutcome.Ran, PlaysEngaged: not null, PlaysOffered: not null });

    static List<string> Scenarios(LabResult lab, Func<LabFinding, bool> which) => [.. lab.Findings.Where(which).Select(x => x.Scenario)];

    internal sealed record Row(string Scenario, IReadOnlyList<string> Plays);

    internal sealed record RingSize(int Ring, int Cured, IReadOnlyList<string> Worse, IReadOnlyList<string> Slower);
}
