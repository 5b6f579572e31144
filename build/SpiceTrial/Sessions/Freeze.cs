namespace SpiceTrial.Sessions;

/// <summary>Silence of the guest while frames were due: it is never counted as playback.</summary>
/// <param name="Start">In seconds from the start of the run.</param>
/// <param name="Seconds">How long nothing came.</param>
/// <param name="EndsRun">The run ended without the guest coming back for good (it aborted).</param>
/// <param name="Cause">What its form shows.</param>
public sealed record Freeze(double Start, double Seconds, bool EndsRun, FreezeCause Cause = FreezeCause.Unknown)
{
    /// <summary>The OOM after it found exactly the draws that the one before it had left: the guest drew nothing in between, it was
    /// stuck.</summary>
    public bool IsStuck { get; init; }
}
