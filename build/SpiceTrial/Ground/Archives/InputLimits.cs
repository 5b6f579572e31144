namespace SpiceTrial.Ground;

/// <summary>What an input may cost, and what it may be. An archive beyond that is refused, not read in part in silence.</summary>
sealed record InputLimits
{
    /// <summary>Archives in archives.</summary>
    public int Depth { get; init; } = 5;

    /// <summary>Whether archives in the archive are opened; otherwise they are files like others.</summary>
    public bool IsNested { get; init; } = true;

    /// <summary>Whether an archive with links, devices and pipes is refused; otherwise they are passed over.</summary>
    public bool PlainFilesOnly { get; init; }

    /// <summary>Files in one input.</summary>
    public int Files { get; init; } = 200_000;

    /// <summary>Bytes of one archive, as it is and unpacked.</summary>
    public long Bytes { get; init; } = long.MaxValue;

    /// <summary>Deflate yields at most 1032 bytes a byte (<c>zlib</c>'s technical notes); only a bomb in a bomb yields more.</summary>
    public long Growth { get; init; } = 1_032;

    /// <summary>What can't be read where it stands (archives in archives, pieces of logs) goes to temporary files up to this many
    /// bytes.</summary>
    public long Spooled { get; init; } = 4L << 30;

    /// <summary>And up to so many times the input's size: logs yield 30 at most.</summary>
    public long SpooledGrowth { get; init; } = 100;

    /// <summary>Directory entries of one zip.</summary>
    public int ZipEntries { get; init; } = 50_000;

    /// <summary>How a refusal ends the run.</summary>
    public ExitStatus Refusal { get; init; } = ExitStatus.BadInput;

    /// <summary>What to do about a refusal.</summary>
    public string? Hint { get; init; } = "Unpack what you need of it and give the folder or the log";
}
