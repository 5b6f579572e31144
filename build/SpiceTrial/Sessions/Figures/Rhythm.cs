namespace SpiceTrial.Sessions;

/// <summary>
/// When the guest showed signs of drawing: OOMs, creates, and all the time that a stream exists (the server stops one after a second
/// without a frame, so a stream that exists gets its frames). From the silences between them <see cref="Silences"/> tells playback,
/// pauses and freezes apart. Plays of the video are parted by the silences of all but widgets: a larger ring may keep one of those
/// streaming throughout.
/// </summary>
/// <param name="streams">Those that exist when something happens.</param>
sealed class Rhythm(StreamTable streams)
{
    /// <summary>Silence from here on is kept one by one: pauses between plays, and freezes. In seconds.</summary>
    public const double LongSilence = 1.5;

    // OOMs this close are one episode: the first is satisfied by the flush, the second evicts, about 1 ms later. In seconds.
    const double Episode = 0.05;

    // A quarter of a doubling each, from 50 ms to days.
    const int Buckets = 96;

    readonly long[] intervals = new long[Buckets];
    readonly List<Silence> silences = [];
    readonly List<(double From, double To)> betweenPlays = [];
    readonly List<double> modeChanges = [];
    double? lastSign;
    double? lastPicture;
    double lastOom = double.NegativeInfinity;
    int? lastCurrent;
    bool evicted;

    public StreamTable Streams => streams;

    /// <summary>OOM episodes so far.</summary>
    public long Episodes { get; private set; }

    public long Creates { get; private set; }

    public double? FirstSign { get; private set; }

    public double? LastSign => lastSign;

    /// <summary>Plays so far: they are parted by long silences of all but widgets.</summary>
    public int Play => betweenPlays.Count;

    public double? FirstPicture { get; private set; }

    /// <summary>The first sign of the play.</summary>
    public double? PlayStart { get; private set; }

    public IReadOnlyList<(double From, double To)> BetweenPlays => betweenPlays;

    public IReadOnlyList<Silence> Silences => silences;

    /// <summary>When the guest set a mode.</summary>
    public IReadOnlyList<double> ModeChanges => modeChanges;

    /// <summary>The list is full: later silences are not known.</summary>
    public bool IsCut { get; private set; }

    public void Oom(double time, int current)
    {
        Sign(time, !evicted && current >= 0 && current == lastCurrent);
        Picture(time);
        if (time - lastOom > Episode)
        {
            Episodes++;
            if (lastOom >= 0)
                intervals[Math.Clamp((int)(4 * Math.Log2((time - lastOom) / Episode)), 0, Buckets - 1)]++;
        }

        lastOom = time;
        lastCurrent = current;
        evicted = false;
    }

    public void Evicted()
    {
        evicted = true;
        if (silences is [.., { EndsWithEviction: false } last] && last.To == lastOom)
            silences[^1] = last with { EndsWithEviction = true };
    }

    public void ModeChanged(double time)
    {
        if (modeChanges.Count < RunTimeline.Limit)
            modeChanges.Add(time);
    }

    public void Created(double time, Area area)
    {
        Sign(time, isStuck: false);
        // What is streamed leaves nothing in the tree: that the next OOM finds as many draws shows no longer that nothing was drawn.
        lastCurrent = null;
        if (streams.IsPicture(area))
            Picture(time);
        Creates++;
    }

    /// <summary>A stream stops, or existed until the run's end.</summary>
    public void Stopped(double time)
    {
        Sign(time, isStuck: false);
        if (streams.HasLivePicture)
            Picture(time);
    }

    /// <summary>Nine of ten OOM episodes come within so many seconds of the one before; 0 where there were too few.</summary>
    public double LongInterval()
    {
        var most = ((9 * intervals.Sum()) + 9) / 10;
        for (var i = 0; i < Buckets && most > 0; i++)
        {
            if ((most -= intervals[i]) <= 0)
                return Episode * Math.Pow(2, (i + 1) / 4.0);
        }

        return 0;
    }

    /// <summary>The silence from the last sign to the end of the run.</summary>
    public Silence? UntilEnd(double? end) =>
        lastSign is { } last && end > last ? new(last, end.Value, Episodes, Creates, false, false) : null;

    void Sign(double time, bool isStuck)
    {
        var silence = streams.LiveCount == 0 && lastSign is { } last ? time - last : 0;
        if (silence >= LongSilence && silences.Count < RunTimeline.Limit)
            silences.Add(new(lastSign!.Value, time, Episodes, Creates, isStuck, lastOom >= 0 && !evicted));
        else if (silence >= LongSilence)
            IsCut = true;
        FirstSign ??= time;
        lastSign = time;
    }

    void Picture(double time)
    {
        var isNext = lastPicture is { } last && time - last >= LongSilence && !streams.HasLivePicture;
        if (isNext && betweenPlays.Count < RunTimeline.Limit)
            betweenPlays.Add((lastPicture!.Value, time));
        if (isNext || lastPicture is null)
            PlayStart = time;
        FirstPicture ??= time;
        lastPicture = time;
    }
}
