namespace SpiceTrial.Lab;

/// <summary>What a picture shows, as far as the server's graduality test tells it apart (server/red-parse-qxl and
/// spice-bitmap-utils).</summary>
public enum Content
{
    /// <summary>Smooth colour gradients that move.</summary>
    Natural,

    /// <summary>Two colours in a fine pattern: rated as low graduality, so with <c>filter</c> it never becomes a stream.</summary>
    Text,

    /// <summary>Random colours.</summary>
    Noise,
}
