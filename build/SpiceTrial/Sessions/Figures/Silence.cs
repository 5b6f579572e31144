namespace SpiceTrial.Sessions;

/// <summary>No sign of the guest's drawing.</summary>
/// <param name="From">In seconds from the start of the run.</param>
/// <param name="To">The next sign.</param>
/// <param name="Episodes">OOM episodes before it.</param>
/// <param name="Creates">Creates before it.</param>
/// <param name="IsStuck">The OOM after it found exactly the draws that the OOM before it had left: nothing was drawn in between.</param>
/// <param name="AfterPlainOom">The last OOM before it evicted nothing.</param>
sealed record Silence(double From, double To, long Episodes, long Creates, bool IsStuck, bool AfterPlainOom)
{
    // qxl waits 15 s; up to a second of that the stream still existed.
    const double ShortestWait = 13;

    public double Seconds => To - From;

    /// <summary>The OOM that ended it evicted draws.</summary>
    public bool EndsWithEviction { get; init; }

    /// <summary><see cref="FreezeCause.GuestDriver"/>'s form.</summary>
    public bool IsOfGuestDriver => AfterPlainOom && EndsWithEviction && Seconds >= ShortestWait;
}
