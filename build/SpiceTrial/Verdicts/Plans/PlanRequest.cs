using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>What a trial is planned for.</summary>
/// <param name="Id">Its tag.</param>
/// <param name="Runs">Of each arm.</param>
/// <param name="Minutes">Of playback of each.</param>
/// <param name="TraceItems">The patched ring.</param>
/// <param name="Seed">Of the draw.</param>
public sealed record PlanRequest(string Id, int Runs, int Minutes, int TraceItems, int Seed)
{
    /// <summary>How often a trial of so many runs of each arm, of so many minutes each, decides: asked where a plan is drawn, not where one
    /// is shown.</summary>
    public required Func<int, int, IReadOnlyList<PlannedPower>> Power { get; init; }

    public VideoSize? Video { get; init; }

    /// <summary>What every run is to have; <c>null</c> where nobody said it.</summary>
    public StreamingMode? Mode { get; init; }

    /// <summary>The video is played again and again with pauses: the share of plays decides, not that of the time.</summary>
    public bool IsOfPlays { get; init; }
}
