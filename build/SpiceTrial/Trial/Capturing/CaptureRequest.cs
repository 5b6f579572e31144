using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Trial;

/// <summary>What is to be captured.</summary>
/// <param name="Tag">The session's tag, the name of its folder and bundle.</param>
/// <param name="Sessions">The folder <c>sessions/</c>.</param>
public sealed record CaptureRequest(string Tag, string Sessions)
{
    /// <summary>The domain; by default the only one that has the library mapped.</summary>
    public string? Domain { get; init; }

    /// <summary>The client's reports, or none.</summary>
    public string? ClientReports { get; init; }

    /// <summary><c>stock</c>, <c>control</c> or a ring size: another arm is refused. By default that of the plan; without
    /// one the arm is only recorded.</summary>
    public string? ExpectArm { get; init; }

    /// <summary>The run of this tag that a plan has, or <c>null</c>.</summary>
    public PlannedRun? Planned { get; init; }

    /// <summary>The sessions of its other runs.</summary>
    public IReadOnlyList<SessionManifest?> Earlier { get; init; } = [];

    public (int Width, int Height)? Video { get; init; }
}
