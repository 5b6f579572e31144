namespace SpiceTrial.Sessions;

/// <summary>A stream's bar while its run is read.</summary>
sealed class StreamBarTally(RegionTally region, double from)
{
    public RegionTally Region { get; set; } = region;

    public double From { get; } = from;

    public double? To { get; set; }
}
