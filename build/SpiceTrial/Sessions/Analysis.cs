namespace SpiceTrial.Sessions;

/// <summary>Runs and their figures: <c>analysis.json</c>.</summary>
public sealed record Analysis(IReadOnlyList<RunFigures> Runs)
{
    /// <summary>The client's reports, with or without a log beside them.</summary>
    public IReadOnlyList<ClientSession> Clients { get; init; } = [];

    /// <summary>What may be a run and could not be read: a verdict that could depend on it is refused.</summary>
    public IReadOnlyList<PassedOver> PassedOver { get; init; } = [];

    /// <summary>What must be known of an input as a whole.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
