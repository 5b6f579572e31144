namespace SpiceTrial.Lab;

/// <summary>One cell of <c>lab.json</c>: a scenario on a library with a seed. Figures are <c>null</c> where the cell did not run to its
/// end.</summary>
public sealed record LabCell(string Scenario, int RingSize, int Seed, CellOutcome Outcome)
{
    public int? PlaysOffered { get; init; }

    /// <summary>Plays in which the video's stream was created or existed.</summary>
    public int? PlaysEngaged { get; init; }

    /// <summary>From the first frame of a play to the stream, over the engaged plays; <c>null</c> where none engaged.</summary>
    public double? MeanSecondsToEngage { get; init; }

    /// <summary>Share of the plays' time in which the video was streamed, 0 to 1.</summary>
    public double? StreamingShare { get; init; }

    public int? VideoCreates { get; init; }

    public int? WidgetCreates { get; init; }

    public int? Ooms { get; init; }

    public int? FreeSome { get; init; }

    /// <summary>Evictions that freed pictures of a client's GLZ dictionary first, and so took fewer draws.</summary>
    public int? DictionaryFirst { get; init; }

    public int? PeakStreams { get; init; }

    /// <summary>What a client on loopback received; <c>null</c> without one.</summary>
    public ReceivedFigures? Client { get; init; }

    /// <summary>Why it did not run to its end.</summary>
    public string? Remark { get; init; }

    /// <summary>The library's log, relative to the results.</summary>
    public string? Log { get; init; }

    /// <summary>SHA-256 of the log: the same for every run of this cell.</summary>
    public string? LogSha256 { get; init; }

    /// <summary>What the run of it cost; differs from run to run.</summary>
    public CellCost? Cost { get; init; }
}
