namespace SpiceTrial.Lab;

/// <summary>A picture: its size, what it shows, and which of its variants.</summary>
public readonly record struct Picture(Size Size, Content Content, int Variant);
