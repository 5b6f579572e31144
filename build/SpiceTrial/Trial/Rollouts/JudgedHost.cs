using SpiceTrial.Artifacts;
using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <param name="Look">What was found.</param>
/// <param name="Outcome">Untouched where it may be changed; Confirmed where it has the build; else why not.</param>
/// <param name="Reason">In words, or <c>null</c>.</param>
/// <param name="Rows">Of the table that Install shows.</param>
sealed record JudgedHost(FleetLook Look, HostOutcome Outcome, string? Reason, IReadOnlyList<PreflightRow> Rows)
{
    public VerifiedArtifacts? Artifacts { get; init; }

    /// <summary>What it would be told; <c>null</c> where it is not changed.</summary>
    public InstallCall? Call { get; init; }

    public bool StandsAgainst => Outcome is HostOutcome.Refused or HostOutcome.Unreachable;
}
