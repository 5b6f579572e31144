using SpiceTrial.Lab;

namespace SpiceTrial.Reports;

/// <summary><c>lab.json</c>, as far as the drafts use it.</summary>
public sealed record LabEvidence(IReadOnlyList<LabEvidenceCell> Cells, IReadOnlyList<LabEvidenceFinding> Findings)
{
    public const string FileName = "lab.json";

    /// <summary>The loads in full.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; init; } = [];

    /// <summary>Whether the library kept the machine's clock.</summary>
    public bool RealTime { get; init; }

    /// <summary>Whether a scenario is about widgets, where a larger ring is known to do harm.</summary>
    public static bool IsOfWidgets(string scenario) => scenario.Contains("widget", StringComparison.Ordinal);

    /// <summary>The newest result below <c>sessions/lab/</c>, or <c>null</c>; those on the machine's clock are checks and no
    /// evidence.</summary>
    public static string? Newest(string root)
    {
        var folder = Path.Combine(root, "sessions", "lab");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, FileName, SearchOption.AllDirectories)
                .Where(x => Path.GetFileName(Path.GetDirectoryName(x)) is { } day && DateOnly.TryParseExact(day, "yyyy-MM-dd", out _))
                .OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault()
            : null;
    }

    public static Task<LabEvidence> ReadAsync(string path, CancellationToken cancellationToken) =>
        RecordFile.ReadAsync<LabEvidence>(path, cancellationToken);

    /// <summary>Plays engaged and offered, by scenario and ring size, over all seeds that ran.</summary>
    public IEnumerable<(string Scenario, int Ring, int Engaged, int Offered)> Plays() =>
        from cell in Cells
        where cell is { Outcome: "ran", PlaysEngaged: not null, PlaysOffered: not null }
        group cell by (cell.Scenario, cell.RingSize) into cells
        orderby cells.Key.RingSize
        select (cells.Key.Scenario, cells.Key.RingSize, cells.Sum(x => x.PlaysEngaged!.Value), cells.Sum(x => x.PlaysOffered!.Value));
}
