namespace SpiceTrial.Sessions;

/// <summary>What matters of some whole lines. It is used again and again: a log of nothing but OOMs has millions of events.</summary>
sealed class LogBatch
{
    public List<LogEvent> Events { get; } = [];

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

    /// <summary>Forgets what a scan only adds to.</summary>
    public void Clear()
    {
        Events.Clear();
        TimesBefore.Clear();
        Sources.Clear();
        HasSpice = false;
    }
}
