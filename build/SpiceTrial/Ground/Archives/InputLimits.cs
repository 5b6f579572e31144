namespace SpiceTrial.Ground;

/// <summary>What an input may cost. An archive beyond them is refused, not read in part in silence.</summary>
sealed record InputLimits
{
    /// <summary>Archives in archives.</summary>
    public int Depth { get; init; } = 5;

    /// <summary>Files in one input.</summary>
    public int Files { get; init; } = 200_000;

    /// <summary>Deflate yields at most 1032 bytes a byte (<c>zlib</c>'s technical notes); only a bomb in a bomb yields more.</summary>
    public long Growth { get; init; } = 1_032;

    /// <summary>An archive in an archive that has to be read from its end goes to a temporary file up to this many bytes.</summary>
    public long Spooled { get; init; } = 4L << 30;

    /// <summary>Directory entries of one zip.</summary>
    public int ZipEntries { get; init; } = 50_000;
}
