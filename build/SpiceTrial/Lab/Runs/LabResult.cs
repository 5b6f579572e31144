namespace SpiceTrial.Lab;

/// <summary><c>lab.json</c>: what ran, and what it says. docs/lab.md describes the keys.</summary>
/// <param name="Cells">Every scenario on every ring size with every seed.</param>
/// <param name="Findings">One for each scenario.</param>
/// <param name="Libraries">What was tested.</param>
/// <param name="Scenarios">The loads in full, so that a result can be repeated from this file alone.</param>
/// <param name="RealTime">Whether the library kept the machine's clock.</param>
public sealed record LabResult(
    IReadOnlyList<LabCell> Cells, IReadOnlyList<LabFinding> Findings, IReadOnlyList<LabLibrary> Libraries,
    IReadOnlyList<Scenario> Scenarios, bool RealTime)
{
    /// <summary>Whether a client on loopback watched.</summary>
    public bool WithClient { get; init; }

    /// <summary>Which build of the lab made it.</summary>
    public string? Harness { get; init; }

    /// <summary>The newest <c>lab.json</c> below a folder of results by date, or <c>null</c>. Runs on the machine's clock stand beside the
    /// others (<c>DATE-real-time</c>), and are checks rather than evidence.</summary>
    public static string? Newest(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Where(x => DateOnly.TryParseExact(Path.GetFileName(x), "yyyy-MM-dd", out _))
            .OrderDescending(StringComparer.Ordinal).Select(x => Path.Combine(x, LabRun.FileName)).FirstOrDefault(File.Exists)
        : null;

    /// <summary>From cells in any order.</summary>
    public static LabResult Of(
        IEnumerable<LabCell> cells, IReadOnlyList<LabLibrary> libraries, IReadOnlyList<Scenario> scenarios, bool realTime)
    {
        var order = scenarios.Select((x, index) => (x.Name, index)).ToDictionary(x => x.Name, x => x.index);
        List<LabCell> sorted = [.. cells.OrderBy(x => order[x.Scenario]).ThenBy(x => x.RingSize).ThenBy(x => x.Seed)];
        return new(sorted, [.. scenarios.Select(x => LabFinding.Of(x, [.. sorted.Where(y => y.Scenario == x.Name)]))], libraries, scenarios,
            realTime);
    }

    /// <summary>This result, and what an older one of the same lab has of other scenarios with the same libraries: a run of one scenario
    /// does not forget the others.</summary>
    public LabResult Keeping(LabResult older)
    {
        if ((older.RealTime, older.WithClient, older.Harness) != (RealTime, WithClient, Harness)
            || older.Libraries.Any(x => Libraries.Any(y => y.RingSize == x.RingSize && y.Sha256 != x.Sha256)))
            return this;
        var names = Scenarios.Select(x => x.Name).ToHashSet();
        var known = ScenarioFiles.Shipped;
        List<Scenario> kept = [.. older.Scenarios.Where(x => !names.Contains(x.Name))];
        List<Scenario> scenarios =
            [.. kept.Concat(Scenarios).OrderBy(x => known.ToList().IndexOf(x.Name) is var at && at < 0 ? int.MaxValue : at)];
        return Of(
            older.Cells.Where(x => !names.Contains(x.Scenario)).Concat(Cells),
            [.. Libraries.UnionBy(older.Libraries, x => x.RingSize).OrderBy(x => x.RingSize)],
            scenarios,
            RealTime) with { WithClient = WithClient, Harness = Harness };
    }
}
