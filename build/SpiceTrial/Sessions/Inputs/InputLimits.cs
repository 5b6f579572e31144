namespace SpiceTrial.Sessions.Inputs;

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

/// <summary>What one input has cost so far.</summary>
sealed class InputBudget(InputLimits limits, string path, long size)
{
    long bytes = checked((size * limits.Growth) + (64L << 20));
    int files = limits.Files;

    public InputLimits Limits => limits;

    /// <exception cref="TrialException">More than an input of this size can hold.</exception>
    public void Take(long read)
    {
        if ((bytes -= read) < 0)
            throw Refused($"it unpacks to more than {limits.Growth} times its size");
    }

    /// <exception cref="TrialException">Too many files.</exception>
    public void TakeFile()
    {
        if (--files < 0)
            throw Refused($"it holds more than {limits.Files} files");
    }

    public TrialException Refused(string why) =>
        new($"the archive is refused: {why}", path, "Unpack what you need of it and give the folder or the log", ExitStatus.BadInput);
}
