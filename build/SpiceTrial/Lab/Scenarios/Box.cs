namespace SpiceTrial.Lab;

/// <summary>Where a picture is drawn, in pixels.</summary>
public readonly record struct Box(int Left, int Top, Size Size)
{
    public int Right => Left + Size.Width;

    public int Bottom => Top + Size.Height;

    public bool Overlaps(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
}
