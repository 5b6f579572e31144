namespace SpiceTrial.Sessions;

/// <summary>One stream while its run is read: its number and rectangle, its region where it has one, and when it was there.</summary>
sealed class StreamTally(int id, Area area, RegionTally? region, double? from)
{
    public int Id => id;

    public RegionTally? Region { get; set; } = region;

    public double? From => from;

    public double? To { get; set; }

    public void End(double? time, bool isStop) => Region?.End(area, from, time, isStop);
}
