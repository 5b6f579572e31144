namespace SpiceTrial.Sessions;

/// <summary>What the regions of a run are taken for.</summary>
static class RegionKinds
{
    /// <param name="regions">The regions, the largest first.</param>
    /// <param name="video">The video's size, else the largest region that is no widget is taken for it.</param>
    public static Dictionary<RegionTally, RegionKind> Of(IReadOnlyList<RegionTally> regions, (int Width, int Height)? video)
    {
        var size = video ?? (regions is [var largest, ..] && largest.Area.Pixels >= StreamTable.SmallestPicture
            ? (largest.Area.Width, largest.Area.Height) : null);
        return regions.ToDictionary(x => x, x => (x.Area.Width, x.Area.Height) == size ? RegionKind.Video
            : x.Area.Pixels < StreamTable.SmallestPicture ? RegionKind.Widget
            : RegionKind.Other);
    }
}
