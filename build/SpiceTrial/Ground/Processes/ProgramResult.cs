namespace SpiceTrial.Ground;

/// <summary>How a program ended. Streams longer than 4 MiB keep only their last part.</summary>
public sealed record ProgramResult(ProgramCall Call, int ExitCode, string Output, string Error, TimeSpan Duration)
{
    /// <summary>Throws a <see cref="TrialException"/> with the last lines of the program's output unless it ended with 0.</summary>
    public ProgramResult OrThrow(string what, string? hint = null) =>
        ExitCode == 0
            ? this
            : throw new TrialException($"{what}: {Tail()}", $"{Call} (exit {ExitCode})",
                IsDiskFull ? "Free space on that disk, and run again" : hint ?? Call.Hint);

    bool IsDiskFull => (Output + Error).Contains("No space left on device", StringComparison.Ordinal);

    /// <summary>The last lines of what it said, of its errors where there are any.</summary>
    internal string Tail()
    {
        var text = string.IsNullOrWhiteSpace(Error) ? Output : Error;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "no output" : string.Join(Environment.NewLine + "  ", lines.TakeLast(8));
    }
}
