namespace SpiceTrial.Sessions;

/// <summary>A rectangle of the screen, in pixels.</summary>
readonly record struct Area(int Left, int Top, int Width, int Height)
{
    public int Right => Left + Width;

    public int Bottom => Top + Height;

    public long Pixels => (long)Width * Height;

    /// <summary>Whether the two share a whole edge, so that together they are a rectangle again.</summary>
    public bool Tiles(Area other) =>
        (Left == other.Left && Width == other.Width && (Bottom == other.Top || other.Bottom == Top))
        || (Top == other.Top && Height == other.Height && (Right == other.Left || other.Right == Left));

    public Area With(Area other)
    {
        var left = Math.Min(Left, other.Left);
        var top = Math.Min(Top, other.Top);
        return new(left, top, Math.Max(Right, other.Right) - left, Math.Max(Bottom, other.Bottom) - top);
    }
}
