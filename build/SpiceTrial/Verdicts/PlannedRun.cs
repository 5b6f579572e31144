namespace SpiceTrial.Verdicts;

/// <param name="Tag">Of its session.</param>
/// <param name="Arm">Which library is to run.</param>
/// <param name="Minutes">Of playback.</param>
/// <param name="State">Whether it was captured.</param>
/// <param name="Bundle">Where.</param>
public sealed record PlannedRun(
    string Tag, string Arm, double Minutes, PlannedRunState State = PlannedRunState.Open, string? Bundle = null);
