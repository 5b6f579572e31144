namespace SpiceTrial.Ground;

/// <summary>A program to run: always as an argument list, never as a shell line.</summary>
public sealed record ProgramCall(string Program, params IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables set (or, with <c>null</c>, removed) on top of the tool's own environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>After this long the whole process group is ended. Default: 60 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Called for every line of either stream as it arrives, from another thread.</summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>A file that gets both streams, in the order in which they arrive.</summary>
    public string? LogFile { get; init; }

    /// <summary>Characters that the file gets at most; its end says if there were more. Default: 64 million; a build writes one.</summary>
    public long LogLimit { get; init; } = 64 << 20;

    /// <summary>Whether the program's standard input is the lifeline too (its end is the end of the tool); otherwise it is
    /// /dev/null.</summary>
    public bool HoldsLifeline { get; init; }

    /// <summary>What to do when the program is not there or fails; becomes the error's hint.</summary>
    public string? Hint { get; init; }

    public override string ToString() => ShellWords.Join([Program, .. Arguments]);
}
