namespace SpiceTrial.Sessions;

/// <summary>One region while its run is read.</summary>
sealed class RegionTally(Area area)
{
    // Samples, not counts: more than this say nothing new.
    const int Samples = 2_000;

    readonly HashSet<Area> strips = [area];
    double? since;
    double? stoppedAt;
    int lastPlay = -1;

    public Area Area { get; private set; } = area;

    public IReadOnlyCollection<Area> Strips => strips;

    public int Live { get; private set; }

    public int Creates { get; private set; }

    public int Stops { get; private set; }

    public int ReEngagements { get; private set; }

    public int EngagedPlays { get; private set; }

    public double StreamingSeconds { get; private set; }

    /// <summary>Some time was unknown, so that <see cref="StreamingSeconds"/> is too small.</summary>
    public bool IsTimeLost { get; private set; }

    /// <summary>From a stop to the next create, in seconds.</summary>
    public List<double> ToReEngage { get; } = [];

    /// <summary>From the first sign of a play to the create, in seconds.</summary>
    public List<double> ToEngage { get; } = [];

    public bool IsFresh(double? now) => Live > 0 && (now is null ? since is null : now - since <= StreamTable.Together);

    /// <param name="time">When, in seconds from the start of the run.</param>
    /// <param name="play">Which play it falls into.</param>
    /// <param name="playStart">The first sign of that play.</param>
    public void Begin(double? time, int play, double? playStart)
    {
        if (Live++ > 0)
            return;
        Creates++;
        if (Stops > 0)
        {
            ReEngagements++;
            Sample(ToReEngage, time - stoppedAt);
        }

        if (play != lastPlay)
        {
            EngagedPlays++;
            Sample(ToEngage, time - playStart);
        }

        lastPlay = play;
        since = time;
        IsTimeLost |= time is null;
    }

    public void End(double? time, bool isStop)
    {
        if (--Live > 0)
            return;
        if (isStop)
            Stops++;
        if (time - since is { } seconds)
            StreamingSeconds += seconds;
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

    static void Sample(List<double> samples, double? value)
    {
        if (value is { } known && samples.Count < Samples)
            samples.Add(known);
    }
}
