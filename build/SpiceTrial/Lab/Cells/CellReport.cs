using SpiceTrial.Lab.Clients;
using SpiceTrial.Lab.Guests;

namespace SpiceTrial.Lab.Cells;

/// <summary>How a cell ended.</summary>
public enum CellOutcome
{
    Ran,

    /// <summary>The library ended the process.</summary>
    Crashed,

    /// <summary>The library stopped calling the device.</summary>
    Hung,

    /// <summary>The library is no spice-server that the lab can drive, or lacks a function.</summary>
    WrongAbi,

    /// <summary>The lab's client could not connect, so nothing was run.</summary>
    ClientRefused,
}

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
