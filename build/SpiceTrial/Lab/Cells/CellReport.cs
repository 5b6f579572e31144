namespace SpiceTrial.Lab;

/// <summary>What the child says of its run.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Remark">Why, where it did not run to its end.</param>
/// <param name="Plays">The plays of the video, in virtual seconds.</param>
public sealed record CellReport(CellOutcome Outcome, string? Remark, IReadOnlyList<Play> Plays)
{
    public int Frames { get; init; }

    public int Draws { get; init; }

    /// <summary>OOMs that the guest signalled.</summary>
    public int GuestOoms { get; init; }

    public int Flushes { get; init; }

    public int Releases { get; init; }

    /// <summary>Draws that the guest gave up for lack of memory.</summary>
    public int Dropped { get; init; }

    /// <summary>What the client received; <c>null</c> without one.</summary>
    public ReceivedFigures? Client { get; init; }

    /// <summary>CPU seconds of the child.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Highest resident memory of the child.</summary>
    public long PeakBytes { get; init; }
}
