using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace SpiceTrial.Sessions;

/// <summary>What matters of some whole lines. Batches are used again: a log of nothing but OOMs has millions of events.</summary>
sealed class LogBatch
{
    static readonly ConcurrentBag<LogBatch> Unused = [];

    LogEvent[] events = new LogEvent[64];
    int count;

    LogBatch()
    {
    }

    public ReadOnlySpan<LogEvent> Events => events.AsSpan(0, count);

    /// <summary>The line before each event that may begin a run: the last sign of life of the run before it.</summary>
    public List<LineTime> TimesBefore { get; } = [];

    /// <summary>What its events' sources are called.</summary>
    public Dictionary<int, string> Sources { get; } = [];

    /// <summary>The first line with a time.</summary>
    public LineTime First { get; set; }

    public int FirstSource { get; set; }

    public int LastSource { get; set; }

    /// <summary>The last line with a time.</summary>
    public LineTime Last { get; set; }

    /// <summary>Some line comes from a spice-server, whether it matters or not.</summary>
    public bool HasSpice { get; set; }

    /// <summary>Bytes that were scanned.</summary>
    public int Length { get; set; }

    /// <summary>The last line has no end.</summary>
    public bool IsTorn { get; set; }

    public static LogBatch Rent() => Unused.TryTake(out var batch) ? batch : new();

    /// <summary>The next event, to be filled in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref LogEvent Add()
    {
        if (count == events.Length)
            Grow();
        return ref events[count++];
    }

    void Grow() => Array.Resize(ref events, 2 * count);

    public void Return()
    {
        // What they hold stays until it is overwritten: clearing millions of them takes longer than it is worth.
        count = 0;
        TimesBefore.Clear();
        Sources.Clear();
        (First, Last, FirstSource, LastSource, HasSpice, Length, IsTorn) = (default, default, 0, 0, false, 0, false);
        Unused.Add(this);
    }
}
