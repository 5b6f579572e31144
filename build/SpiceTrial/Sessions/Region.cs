namespace SpiceTrial.Sessions;

/// <summary>
/// One region of the screen that was streamed: the streams of one rectangle, or of rectangles that tile one area and start
/// together (a picture drawn through XPutImage arrives as strips). A tiled region counts once, however many strips it has.
/// </summary>
/// <param name="Kind">What it is taken for.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Left">In pixels, from the left edge of the primary surface.</param>
/// <param name="Top">In pixels, from the top edge of the primary surface.</param>
/// <param name="Creates">How often its stream was created.</param>
/// <param name="Stops">How often its stream was stopped.</param>
/// <param name="ReEngagements">Creates after a stop of the same region.</param>
/// <param name="StreamingSeconds">How long its stream existed, or <c>null</c> where the log carries no times.</param>
/// <param name="StreamingShare">The same as a share (0 to 1) of the run's playback, or <c>null</c>.</param>
public sealed record Region(
    RegionKind Kind, int Width, int Height, int Left, int Top, int Creates, int Stops, int ReEngagements, double? StreamingSeconds,
    double? StreamingShare)
{
    /// <summary>Rectangles that it is made of.</summary>
    public int Strips { get; init; } = 1;
}
