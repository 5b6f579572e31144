namespace SpiceTrial.Sessions;

/// <param name="Seen">Stretches of drawing.</param>
/// <param name="Engaged">Those in which the video's stream was created.</param>
public sealed record PlayFigures(int Seen, int Engaged)
{
    /// <summary>Those before the first in which it was: nothing in the log shows that the video played at all.</summary>
    public int Before { get; init; }

    /// <summary>Playback that lies between them, in seconds: nothing was drawn there.</summary>
    public double BetweenSeconds { get; init; }
}
