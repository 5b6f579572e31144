using System.Text.Json.Serialization;
using SpiceTrial.Json;
using SpiceTrial.Lab.Scenarios;

namespace SpiceTrial.Reports.Drafts;

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

    /// <summary>The newest result below <c>sessions/lab/</c>, or <c>null</c>; those on the machine's clock are checks and no evidence.</summary>
    public static string? Newest(string root)
    {
        var folder = Path.Combine(root, "sessions", "lab");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, FileName, SearchOption.AllDirectories)
                .Where(x => Path.GetFileName(Path.GetDirectoryName(x)) is { } day && DateOnly.TryParseExact(day, "yyyy-MM-dd", out _))
                .OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault()
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
public sealed record LabEvidenceFinding(string Scenario, int? SmallestCuringRing, IReadOnlyList<int> WorseAt)
{
    /// <summary>Rings with which as many plays engage as with stock, but clearly later.</summary>
    public IReadOnlyList<int> SlowerAt { get; init; } = [];

    /// <summary>Whether the video does not engage with stock.</summary>
    [JsonIgnore]
    public bool StockFails => SmallestCuringRing != Packages.TraceItems.Stock;

    /// <summary>Whether stock fails and a larger ring helps.</summary>
    [JsonIgnore]
    public bool IsCured => SmallestCuringRing > Packages.TraceItems.Stock;
}
