using System.Text.Json.Serialization;

namespace SpiceTrial.Lab;

/// <summary>What the ring's size does in one scenario.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="SmallestCuringRing">The smallest ring with which the video engages in at least 95% of the plays; 8 means that stock does;
/// <c>null</c>: none does.</param>
/// <param name="WorseAt">Rings with which fewer plays engage than with stock.</param>
public sealed record LabFinding(string Scenario, int? SmallestCuringRing, IReadOnlyList<int> WorseAt)
{
    /// <summary>Share of the plays from which on the video counts as working.</summary>
    public const double Works = 0.95;

    // Less than one play of 20 is no finding.
    const double Margin = 0.05;

    /// <summary>Engagement that comes later by more than this is slower, where it also is a fifth more.</summary>
    const double SlowerSeconds = 0.2;

    /// <summary>Rings with which the video engages as often as with stock, but clearly later.</summary>
    public IReadOnlyList<int> SlowerAt { get; init; } = [];

    /// <summary>Rings whose cells did not all run to their end.</summary>
    public IReadOnlyList<int> NotRunAt { get; init; } = [];

    /// <summary>Share (0 to 1) of the plays engaged, by ring size; <c>null</c> where no cell ran.</summary>
    public IReadOnlyDictionary<int, double?> EngagedShare { get; init; } = new Dictionary<int, double?>();

    /// <summary>The same in words.</summary>
    public string Words { get; init; } = "";

    /// <summary>Whether the video does not engage with stock; <c>null</c> where stock did not run.</summary>
    [JsonIgnore]
    public bool? StockFails => EngagedShare.GetValueOrDefault(Debian.TraceItems.Stock) is { } share ? share < Works : null;

    /// <summary>Whether stock fails and a larger ring helps.</summary>
    [JsonIgnore]
    public bool IsCured => StockFails == true && SmallestCuringRing is not null;

    public static LabFinding Of(Scenario scenario, IReadOnlyList<LabCell> cells)
    {
        var rings = cells.GroupBy(x => x.RingSize).OrderBy(x => x.Key).Select(x => new Ring(x.Key, [.. x])).ToList();
        var stock = rings.FirstOrDefault(x => x.Size == Debian.TraceItems.Stock);
        var finding = new LabFinding(
            scenario.Name,
            rings.FirstOrDefault(x => x.Share >= Works)?.Size,
            [.. rings.Where(x => x.Share < stock?.Share - Margin).Select(x => x.Size)])
        {
            SlowerAt = [.. rings.Where(x => x.IsSlowerThan(stock)).Select(x => x.Size)],
            NotRunAt = [.. rings.Where(x => x.Failed > 0).Select(x => x.Size)],
            EngagedShare = rings.ToDictionary(x => x.Size, x => x.Share),
        };
        return finding with { Words = finding.InWords(stock) };
    }

    string InWords(Ring? stock)
    {
        var parts = new List<string>
        {
            (SmallestCuringRing, stock?.Share) switch
            {
                (null, null) when NotRunAt.Count > 0 => "nothing is known: no cell ran to its end",
                (null, _) => "no ring size that was tried makes the video engage",
                ({ } size, null) => $"{size} is the smallest of the rings tried with which the video engages; stock "
                    + (NotRunAt.Contains(Debian.TraceItems.Stock) ? "did not run" : "was not tried"),
                (Debian.TraceItems.Stock, _) => "stock works: nothing to cure",
                ({ } size, { } share) => $"{size} is the smallest of the rings tried that cures; with stock {share:0%} of the plays engage",
            },
        };
        if (WorseAt.Count > 0)
            parts.Add($"WORSE than stock with {List(WorseAt)}: fewer plays engage");
        if (SlowerAt.Count > 0)
            parts.Add($"later than stock with {List(SlowerAt)}");
        if (NotRunAt.Count > 0)
            parts.Add($"cells with {List(NotRunAt)} did not run to their end");
        return string.Join("; ", parts);
    }

    static string List(IReadOnlyList<int> sizes) => string.Join(", ", sizes);

    sealed record Ring(int Size, IReadOnlyList<LabCell> Cells)
    {
        public int Failed => Cells.Count(x => x.Outcome != CellOutcome.Ran);

        public double? Share => Cells.Sum(x => x.PlaysOffered ?? 0) is var offered && offered > 0
            ? (double)Cells.Sum(x => x.PlaysEngaged ?? 0) / offered : null;

        double? Seconds => Cells.Sum(x => x.PlaysEngaged ?? 0) is var engaged && engaged > 0
            ? Cells.Sum(x => x.MeanSecondsToEngage * x.PlaysEngaged ?? 0) / engaged : null;

        public bool IsSlowerThan(Ring? stock) =>
            stock?.Seconds is { } seconds && Share >= stock.Share - Margin && Seconds > seconds + SlowerSeconds && Seconds > seconds * 1.2;
    }
}
