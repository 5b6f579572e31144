namespace SpiceTrial.Trial;

/// <summary>What was found out about a release.</summary>
/// <param name="Arms">Both arms in the order of their rings; none after a conflict.</param>
/// <param name="Findings">What was asked of them, and the answers.</param>
/// <param name="Conflict">Why the patch does not fit, or <c>null</c> where it does.</param>
public sealed record ProvenRelease(
    IReadOnlyList<ReleaseArm> Arms, IReadOnlyList<ReleaseFinding> Findings, TrialException? Conflict = null);
