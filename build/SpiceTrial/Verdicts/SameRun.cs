using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>One run given twice, under whatever name: it must not count as two.</summary>
static class SameRun
{
    /// <summary>Times to a fraction of a second and every count agree, and the libraries are not known to differ. Runs without times can't be told apart and count as two.</summary>
    public static bool Is(RunFigures one, RunFigures other) =>
        one.Start is { } start && start == other.Start && one.DurationSeconds == other.DurationSeconds
        && (one.Ooms, one.FreeSome, one.Creates, one.Stops) == (other.Ooms, other.FreeSome, other.Creates, other.Stops)
        && !Differ(one.Arm.TraceItems, other.Arm.TraceItems) && !Differ(one.Arm.BuildId, other.Arm.BuildId);

    static bool Differ<T>(T? one, T? other) => one is not null && other is not null && !one.Equals(other);
}
