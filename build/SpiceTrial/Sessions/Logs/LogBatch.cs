namespace SpiceTrial.Sessions.Logs;

/// <summary>What matters of some whole lines.</summary>
sealed class LogBatch
{
    public List<LogEvent> Events { get; } = [];

    /// <summary>The line before each event that may begin a run: the last sign of life of the run before it.</summary>
    public List<LineTime> TimesBefore { get; } = [];

    /// <summary>The first line with a time.</summary>
    public LineTime First { get; set; }

    /// <summary>The last line with a time.</summary>
    public LineTime Last { get; set; }

    /// <summary>Some line comes from a spice-server, whether it matters or not.</summary>
    public bool HasSpice { get; set; }
}
