namespace SpiceTrial.Lab;

public enum OomWhen
{
    Never,

    /// <summary>Directly before a video frame, spread evenly over the frames.</summary>
    BeforeFrame,

    /// <summary>At its own clock.</summary>
    Periodic,

    /// <summary>With exponential gaps.</summary>
    Poisson,

    /// <summary>As a real guest's log shows it: after so many frames, with these answers of the flush.</summary>
    Cycle,
}
