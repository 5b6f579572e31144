using SpiceTrial.Lab.Scenarios;

namespace SpiceTrial.Lab.Guests;

/// <summary>What the guest does next.</summary>
/// <param name="Time">Virtual nanoseconds since the start of the run.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Picture">For a draw: what it shows.</param>
/// <param name="Box">For a draw: where.</param>
public readonly record struct GuestStep(long Time, GuestAction Kind, Picture Picture = default, Box Box = default);

public enum GuestAction
{
    Draw,
    Oom,

    /// <summary>Nothing is drawn; time passes, so that the server can stop streams.</summary>
    Idle,

    /// <summary>The run is over.</summary>
    End,
}

/// <summary>A picture: its size, what it shows, and which of its variants.</summary>
public readonly record struct Picture(Size Size, Content Content, int Variant);

/// <summary>Where a picture is drawn, in pixels.</summary>
public readonly record struct Box(int Left, int Top, Size Size)
{
    public int Right => Left + Size.Width;

    public int Bottom => Top + Size.Height;

    public bool Overlaps(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
}

/// <summary>One play of the video, in virtual seconds.</summary>
public sealed record Play(double From, double To);
