namespace SpiceTrial.Lab;

/// <summary>In pixels.</summary>
public readonly record struct Size(int Width, int Height)
{
    public override string ToString() => $"{Width}x{Height}";
}
