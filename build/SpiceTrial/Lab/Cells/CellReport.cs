namespace SpiceTrial.Lab;

/// <summary>What the child says of its run.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Remark">Why, where it did not run to its end.</param>
/// <param name="Plays">The plays of the video, in virtual seconds.</param>
public sealed record CellReport(CellOutcome Outcome, string? Remark, IReadOnlyList<Play> Plays)
{
    /// <summary>What the client received; <c>null</c> without one.</summary>
    public ReceivedFigures? Client { get; init; }

    /// <summary><c>null</c> where the child did not live to tell.</summary>
    public CellCost? Cost { get; init; }
}
