namespace SpiceTrial.Lab;

/// <summary>In pixels.</summary>
public readonly record struct Size(int Width, int Height)
{
    /// <summary>The longest side of a picture that the server takes.</summary>
    public const int Largest = 8192;

    public override string ToString() => $"{Width}x{Height}";
}
