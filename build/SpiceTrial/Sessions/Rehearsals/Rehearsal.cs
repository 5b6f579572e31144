namespace SpiceTrial.Sessions;

/// <summary><c>rehearsal.json</c>: what guests did on this machine's test host. No evidence of a real host.</summary>
/// <param name="Guest">Which guests.</param>
/// <param name="Runs">In the order in which they were made here; those that were copied from another machine by their tags.</param>
public sealed record Rehearsal(RehearsalGuest Guest, IReadOnlyList<RehearsalRun> Runs)
{
    public const string FileName = "rehearsal.json";

    public int Schema { get; init; } = 1;

    public Origin Origin { get; init; } = Origin.Test;

    public required int Seed { get; init; }

    public required double Minutes { get; init; }

    public bool WithClient { get; init; }

    /// <summary>For each scenario and ring: what the rule says, what the lab says, what the guest did.</summary>
    public IReadOnlyList<TruthCell> Truth { get; init; } = [];

    /// <summary>Freezes of the guest's driver, by scenario and ring.</summary>
    public IReadOnlyList<FreezeRate> Freezes { get; init; } = [];

    /// <summary>Verdicts by scenario, for the first ring against the last.</summary>
    public IReadOnlyDictionary<string, string> Verdicts { get; init; } = new Dictionary<string, string>();

    /// <summary>The <c>comparison.json</c> of each scenario, relative to this file.</summary>
    public IReadOnlyList<string> Comparison { get; init; } = [];
}
