namespace SpiceTrial.Sessions;

/// <param name="Seen">Stretches of drawing.</param>
/// <param name="Engaged">Those in which the video's stream was created.</param>
public sealed record PlayFigures(int Seen, int Engaged);
