namespace SpiceTrial.Sessions;

/// <param name="Suite">Of its Debian.</param>
/// <param name="Kernel">Its release; <c>null</c> before the first run.</param>
public sealed record RehearsalGuest(string Suite, string? Kernel);
