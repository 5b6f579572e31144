namespace SpiceTrial.Trial;

/// <summary>Where the matrix publishes: apart from other results, and each release apart, because forky and sid may have one
/// version.</summary>
static class MatrixFolder
{
    public static string Of(ChainSettings settings) => Path.Combine(settings.Root, "built", "matrix");

    public static string Of(ChainSettings settings, string suite) => Path.Combine(Of(settings), suite);
}
