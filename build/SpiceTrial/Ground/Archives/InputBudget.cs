namespace SpiceTrial.Ground;

/// <summary>What one input has cost so far.</summary>
sealed class InputBudget(InputLimits limits, string path, long size)
{
    readonly long most = Math.Min(limits.Bytes, checked((size * limits.Growth) + (64L << 20)));
    readonly long mostSpooled = Math.Min(limits.Spooled, checked((size * limits.SpooledGrowth) + (64L << 20)));
    long bytes, spooled;
    int files;

    public InputLimits Limits => limits;

    /// <exception cref="TrialException">More than an input of this size can hold, or may.</exception>
    public void Take(long read)
    {
        if ((bytes += read) > most)
            throw Refused(most == limits.Bytes
                ? $"it holds more than {most >> 20} MB" : $"it unpacks to more than {limits.Growth} times its size");
    }

    /// <exception cref="TrialException">More than may go to temporary files.</exception>
    public void Spool(long written)
    {
        if ((spooled += written) > mostSpooled)
            throw Refused($"more than {mostSpooled >> 20} MiB of it would go to temporary files");
    }

    /// <exception cref="TrialException">Too many files.</exception>
    public void TakeFile()
    {
        if (++files > limits.Files)
            throw Refused($"it holds more than {limits.Files} files");
    }

    public TrialException Refused(string why) => new($"the archive is refused: {why}", path, limits.Hint, limits.Refusal);
}
