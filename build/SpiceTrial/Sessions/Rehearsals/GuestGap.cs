namespace SpiceTrial.Sessions;

/// <param name="End">Of the gap: the frame that came late.</param>
/// <param name="Seconds">Since the frame before it.</param>
public sealed record GuestGap(DateTimeOffset End, double Seconds);
