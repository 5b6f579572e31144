namespace SpiceTrial.Sessions;

/// <summary>The streams of a run: which exist, and to which region each belongs.</summary>
/// <param name="video">Size of the video where it is named: a rectangle of that size is whole, and strips are joined up to it.</param>
sealed class StreamTable((int Width, int Height)? video)
{
    /// <summary>The server's <c>NUM_STREAMS</c>: <c>server/video-stream.h</c> of spice-server 0.15.</summary>
    public const int Slots = 50;

    /// <summary>Strips of one picture are created within one frame or a few, in seconds.</summary>
    public const double Together = 0.1;

    /// <summary>A strip of a picture of which several are there may come so much later, in seconds: it takes 20 frames of its
    /// own.</summary>
    public const double LateStrip = 1;

    /// <summary>A widget's area is below this: <c>server/display-channel.cpp</c> of spice-server 0.15 streams those only in mode
    /// all.</summary>
    public const long SmallestPicture = 96 * 96;

    // A guest has a handful of regions; more come from garbage, and memory stays bounded.
    const int MostRegions = 5_000;

    // A server with more slots may come; a number far above is garbage.
    const int MostIds = 1_000;

    // The youngest last.
    readonly List<StreamTally> live = [];
    readonly Dictionary<Area, RegionTally> byStrip = [];
    readonly List<RegionTally> fresh = [];
    readonly List<StreamTally> bars = [];
    int lowestId = Slots;

    public int Creates { get; private set; }

    public int Stops { get; private set; }

    public int Peak { get; private set; }

    public int LiveCount => live.Count;

    /// <summary>A stream exists that is no widget's.</summary>
    public bool HasLivePicture => live.Exists(x => x.Region?.Area.Pixels is not < SmallestPicture);

    /// <summary>Each has its own slots and numbers, and no line says of which it is.</summary>
    public int Displays { get; set; }

    /// <summary>All slots of a display were taken: its last number was handed out.</summary>
    public bool IsExhausted => lowestId == 0 || (Displays <= 1 && Peak >= Slots);

    /// <summary>Lines that must exist but were not seen: a stop of no stream, a create of an id that was taken.</summary>
    public int LostLines { get; private set; }

    /// <summary>Creates whose line was torn, whose number no server hands out, or that came after too many regions: they belong to
    /// none.</summary>
    public int Unplaced { get; private set; }

    public bool IsCut { get; private set; }

    public IEnumerable<RegionTally> Regions => byStrip.Values.Distinct();

    public IReadOnlyList<StreamTally> Bars => bars;

    public void Create(int id, Area area, double? time, int play, double? playStart)
    {
        Creates++;
        // Each display may have a stream of that number.
        if (live.Count(x => x.Id == id) >= Math.Max(1, Displays))
        {
            LostLines++;
            Remove(id)!.End(time, isStop: false);
        }

        var region = area.Pixels > 0 && id < MostIds ? Place(area, time) : null;
        if (region is null)
            Unplaced++;
        region?.Begin(time, play, playStart);
        if (id is < 0 or >= MostIds)
            return;
        var stream = new StreamTally(id, area, region, time);
        live.Add(stream);
        var hasBar = region is not null && time is not null;
        IsCut |= hasBar && bars.Count >= RunTimeline.Limit;
        if (hasBar && !IsCut)
            bars.Add(stream);
        // Ids come from a last-in first-out list, the first is 49: the first time that id N is handed out, 50 - N streams exist,
        // also when the log's beginning is missing.
        lowestId = id < Slots ? Math.Min(lowestId, id) : lowestId;
        Peak = Math.Max(Peak, Math.Max(LiveCount, Slots - lowestId));
    }

    public void Stop(int id, double? time)
    {
        Stops++;
        fresh.Clear();
        if (Remove(id) is { } stopped)
        {
            stopped.End(time, isStop: true);
            stopped.To = time;
        }
        else
        {
            LostLines++;
        }
    }

    /// <summary>Where displays share a number, the younger stream.</summary>
    StreamTally? Remove(int id)
    {
        var at = live.FindLastIndex(x => x.Id == id);
        if (at < 0)
            return null;
        var stream = live[at];
        live.RemoveAt(at);
        return stream;
    }

    /// <summary>The run is over: what still exists existed until now.</summary>
    public void End(double? time)
    {
        foreach (var stream in live)
            stream.End(time, isStop: false);
        live.Clear();
    }

    /// <summary>A rectangle is no widget, or a known picture's strip; one that is torn may be a picture.</summary>
    public bool IsPicture(Area area) => area.Pixels is <= 0 or >= SmallestPicture
        || (byStrip.TryGetValue(area, out var region) && region.Area.Pixels >= SmallestPicture);

    RegionTally? Place(Area area, double? time)
    {
        fresh.RemoveAll(x => !x.IsFresh(time));
        if (byStrip.TryGetValue(area, out var region))
        {
            if (!fresh.Contains(region))
                fresh.Add(region);
            return region;
        }

        if (byStrip.Count >= MostRegions)
            return null;
        // A picture that came in strips before and is drawn as one rectangle now.
        region = byStrip.Values.FirstOrDefault(x => x.Area == area) ?? fresh.Find(x => AreStrips(x, area));
        if (region is null)
            region = new(area);
        else if (region.Area != area)
            region.Add(area);
        if (!fresh.Contains(region))
            fresh.Add(region);
        byStrip[area] = region;
        Join(region);
        return region;
    }

    /// <summary>Tiles in rows and columns become one region only when a whole row is there.</summary>
    void Join(RegionTally region)
    {
        while (fresh.Find(x => x != region && x.Creates == 1 && AreStrips(x, region.Area)) is { } other)
        {
            region.Take(other);
            fresh.Remove(other);
            foreach (var strip in byStrip.Where(x => x.Value == other).Select(x => x.Key).ToList())
                byStrip[strip] = region;
            foreach (var stream in live.Concat(bars).Where(x => x.Region == other))
                stream.Region = region;
        }
    }

    /// <summary>Small widgets side by side are no picture; the last, lower strip of one may be small.</summary>
    bool AreStrips(RegionTally one, Area other) =>
        Math.Max(one.Area.Pixels, other.Pixels) >= SmallestPicture && one.Area.Tiles(other) && one.IsStripOf(other)
        && !IsWhole(one.Area) && !IsWhole(other) && Fits(one.Area.With(other));

    bool IsWhole(Area area) => (area.Width, area.Height) == video;

    bool Fits(Area area) => video is not var (width, height) || area.Width != width || area.Height <= height;
}
