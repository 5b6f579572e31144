namespace SpiceTrial.Sessions;

/// <summary>Runs and their figures: <c>analysis.json</c>.</summary>
public sealed record Analysis(IReadOnlyList<RunFigures> Runs)
{
    /// <summary>The client's reports, with or without a log beside them.</summary>
    public IReadOnlyList<ClientSession> Clients { get; init; } = [];

    /// <summary>What was read but is no run, and why.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
