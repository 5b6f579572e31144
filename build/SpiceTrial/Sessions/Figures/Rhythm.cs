using System.Runtime.CompilerServices;

namespace SpiceTrial.Sessions;

/// <summary>
/// When the guest showed signs of drawing: OOMs, creates, and all the time that a stream exists (the server stops one after a second
/// without a frame, so a stream that exists gets its frames). From the silences between them <see cref="Silences"/> tells playback,
/// pauses and freezes apart.
/// </summary>
sealed class Rhythm
{
    /// <summary>Silence from here on is kept one by one: pauses between plays, and freezes. In seconds.</summary>
    public const double LongSilence = 1.5;

    // OOMs this close are one episode: the first is satisfied by the flush, the second evicts, about 1 ms later. In seconds.
    const double Episode = 0.05;

    // A quarter of a doubling each, from 50 ms to days.
    const int Buckets = 96;

    readonly long[] intervals = new long[Buckets];
    readonly List<Silence> silences = [];
    readonly List<double> modeChanges = [];
    double? lastSign;
    double lastOom = double.NegativeInfinity;
    int? lastCurrent;
    bool evicted;

    /// <summary>OOM episodes so far.</summary>
    public long Episodes { get; private set; }

    public long Creates { get; private set; }

    public double? FirstSign { get; private set; }

    public double? LastSign => lastSign;

    /// <summary>Plays so far: they are parted by long silences.</summary>
    public int Play => silences.Count;

    /// <summary>The first sign after the last long silence.</summary>
    public double? PlayStart { get; private set; }

    public IReadOnlyList<Silence> Silences => silences;

    /// <summary>When the guest set a mode.</summary>
    public IReadOnlyList<double> ModeChanges => modeChanges;

    /// <summary>The list is full: later silences are not known.</summary>
    public bool IsCut { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Oom(double time, int current, int liveStreams)
    {
        Sign(time, liveStreams, !evicted && current >= 0 && current == lastCurrent);
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

    public void Created(double time, int liveStreams)
    {
        Sign(time, liveStreams, isStuck: false);
        Creates++;
    }

    public void Stopped(double time, int liveStreams) => Sign(time, liveStreams, isStuck: false);

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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Sign(double time, int liveStreams, bool isStuck)
    {
        var silence = liveStreams == 0 && lastSign is { } last ? time - last : 0;
        if (silence >= LongSilence && silences.Count < RunTimeline.Limit)
            silences.Add(new(lastSign!.Value, time, Episodes, Creates, isStuck, lastOom >= 0 && !evicted));
        else if (silence >= LongSilence)
            IsCut = true;
        if (lastSign is null || silence >= LongSilence)
            PlayStart = time;
        FirstSign ??= time;
        lastSign = time;
    }
}
