namespace SpiceTrial.Ground;

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
