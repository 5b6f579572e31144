namespace SpiceTrial.Sessions;

/// <summary>One stream while its run is read: its number, its region where it has one, and when it was there.</summary>
sealed class StreamTally(int id, RegionTally? region, double? from)
{
    public int Id => id;

    public RegionTally? Region { get; set; } = region;

    public double? From => from;

    public double? To { get; set; }
}
