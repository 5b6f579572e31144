namespace SpiceTrial.Verdicts;

/// <param name="Tag">The session.</param>
/// <param name="Ooms">OOMs, each counted once.</param>
/// <param name="Minutes">Of playback.</param>
/// <param name="PerMinute">Their rate.</param>
/// <param name="Mode">The streaming mode.</param>
/// <param name="Runs">How many were played.</param>
public sealed record GateRun(string Tag, int Ooms, double? Minutes, double? PerMinute, Sessions.StreamingMode? Mode, int Runs);
