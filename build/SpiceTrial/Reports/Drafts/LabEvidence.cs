using SpiceTrial.Json;

namespace SpiceTrial.Reports.Drafts;

/// <summary><c>lab.json</c>, as far as the drafts use it.</summary>
public sealed record LabEvidence(IReadOnlyList<LabEvidenceCell> Cells, IReadOnlyList<LabEvidenceFinding> Findings)
{
    public const string FileName = "lab.json";

    /// <summary>The newest result below <c>sessions/lab/</c>, or <c>null</c>.</summary>
    public static string? Newest(string root)
    {
        var folder = Path.Combine(root, "sessions", "lab");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, FileName, SearchOption.AllDirectories).OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault()
            : null;
    }

    public static Task<LabEvidence> ReadAsync(string path, CancellationToken cancellationToken) => RecordFile.ReadAsync<LabEvidence>(path, cancellationToken);

    /// <summary>Plays engaged and offered, by scenario and ring size, over all seeds that ran.</summary>
    public IEnumerable<(string Scenario, int Ring, int Engaged, int Offered)> Plays() =>
        from cell in Cells
        where cell is { Outcome: "ran", PlaysEngaged: not null, PlaysOffered: not null }
        group cell by (cell.Scenario, cell.RingSize) into cells
        orderby cells.Key.RingSize
        select (cells.Key.Scenario, cells.Key.RingSize, cells.Sum(x => x.PlaysEngaged!.Value), cells.Sum(x => x.PlaysOffered!.Value));
}

/// <summary>One scenario on one library with one seed.</summary>
public sealed record LabEvidenceCell(string Scenario, int RingSize, int Seed, string Outcome)
{
    public int? PlaysOffered { get; init; }

    public int? PlaysEngaged { get; init; }

    public double? MeanSecondsToEngage { get; init; }

    public int? PeakStreams { get; init; }
}

/// <summary>What the ring's size does in one scenario; 8 is stock, <c>null</c> is "none cures".</summary>
public sealed record LabEvidenceFinding(string Scenario, int? SmallestCuringRing, IReadOnlyList<int> WorseAt);
