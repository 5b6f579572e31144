namespace SpiceTrial.Sessions;

/// <summary>One region while its run is read.</summary>
sealed class RegionTally(Area area)
{
    // Samples, not counts: more than this say nothing new.
    const int Samples = 2_000;

    // Of two strips, the last is at least this part of the first.
    const int SmallestLast = 4;

    readonly HashSet<Area> strips = [area];
    readonly Area first = area;
    double? since;
    double? stoppedAt;
    double liveSeconds;
    double pixelSeconds;

    public Area Area { get; private set; } = area;

    public IReadOnlyCollection<Area> Strips => strips;

    public int Live { get; private set; }

    public int Creates { get; private set; }

    public int Stops { get; private set; }

    public int ReEngagements { get; private set; }

    /// <summary>The plays in which it was created.</summary>
    public HashSet<int> EngagedPlays { get; } = [];

    /// <summary>The first create, in seconds from the start of the run.</summary>
    public double? EngagedAt { get; private set; }

    /// <summary>How long it was streamed; while only some of its strips were, that part of its area counts.</summary>
    public double StreamingSeconds => Math.Min(liveSeconds, pixelSeconds / Area.Pixels);

    /// <summary>Some time was unknown, so that <see cref="StreamingSeconds"/> is too small.</summary>
    public bool IsTimeLost { get; private set; }

    /// <summary>From a stop to the next create, in seconds.</summary>
    public List<double> ToReEngage { get; } = [];

    /// <summary>From the first sign of a play to the create, in seconds.</summary>
    public List<double> ToEngage { get; } = [];

    public bool IsFresh(double? now) =>
        Live > 0 && (now is null ? since is null : now - since <= (strips.Count > 1 ? StreamTable.LateStrip : StreamTable.Together));

    /// <summary>
    /// Whether a rectangle beside it is a strip of the same picture. XPutImage cuts a picture into bands of one height, of which only the
    /// last is lower, so below that one the picture is over; what is far smaller beside a single rectangle is a control bar.
    /// </summary>
    public bool IsStripOf(Area other) => strips.Count > 1
        ? other.Top != Area.Bottom || strips.All(x => x.Bottom != Area.Bottom || x.Height >= first.Height)
        : Alike(first.Width, other.Width) && Alike(first.Height, other.Height);

    /// <param name="time">When, in seconds from the start of the run.</param>
    /// <param name="play">Which play it falls into.</param>
    /// <param name="playStart">The first sign of that play.</param>
    public void Begin(double? time, int play, double? playStart)
    {
        if (Live++ > 0)
            return;
        Creates++;
        EngagedAt ??= time;
        if (Stops > 0)
        {
            ReEngagements++;
            Sample(ToReEngage, time - stoppedAt);
        }

        if (EngagedPlays.Add(play))
            Sample(ToEngage, time - playStart);
        since = time;
        IsTimeLost |= time is null;
    }

    /// <param name="strip">What was streamed of it.</param>
    /// <param name="from">Since when.</param>
    /// <param name="time">Until when.</param>
    /// <param name="isStop">The server stopped it; else the run is over.</param>
    public void End(Area strip, double? from, double? time, bool isStop)
    {
        if (time - from is { } streamed)
            pixelSeconds += streamed * strip.Pixels;
        if (--Live > 0)
            return;
        if (isStop)
            Stops++;
        if (time - since is { } seconds)
            liveSeconds += seconds;
        else
            IsTimeLost = true;
        stoppedAt = time;
        since = null;
    }

    /// <summary>Another strip of the same picture.</summary>
    public void Add(Area strip)
    {
        strips.Add(strip);
        Area = Area.With(strip);
    }

    /// <summary>The other was taken for a region of its own but is a part of this one.</summary>
    public void Take(RegionTally other)
    {
        strips.UnionWith(other.strips);
        Area = Area.With(other.Area);
        Live += other.Live;
    }

    static bool Alike(int one, int other) => SmallestLast * Math.Min(one, other) >= Math.Max(one, other);

    static void Sample(List<double> samples, double? value)
    {
        if (value is { } known && samples.Count < Samples)
            samples.Add(known);
    }
}
