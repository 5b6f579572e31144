using System.Text.Json.Serialization;

namespace SpiceTrial.Reports;

/// <summary>What the ring's size does in one scenario; 8 is stock, <c>null</c> is "none cures".</summary>
public sealed record LabEvidenceFinding(string Scenario, int? SmallestCuringRing, IReadOnlyList<int> WorseAt)
{
    /// <summary>Rings with which as many plays engage as with stock, but clearly later.</summary>
    public IReadOnlyList<int> SlowerAt { get; init; } = [];

    /// <summary>Whether the video does not engage with stock.</summary>
    [JsonIgnore]
    public bool StockFails => SmallestCuringRing != Debian.TraceItems.Stock;

    /// <summary>Whether stock fails and a larger ring helps.</summary>
    [JsonIgnore]
    public bool IsCured => SmallestCuringRing > Debian.TraceItems.Stock;
}
