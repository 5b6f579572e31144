namespace SpiceTrial.Lab;

/// <summary>What the guest does next.</summary>
/// <param name="Time">Virtual nanoseconds since the start of the run.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Picture">For a draw: what it shows.</param>
/// <param name="Box">For a draw: where.</param>
public readonly record struct GuestStep(long Time, GuestAction Kind, Picture Picture = default, Box Box = default);
