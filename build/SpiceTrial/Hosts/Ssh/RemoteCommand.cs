namespace SpiceTrial.Hosts;

/// <summary>A program to run on a host: always as words, never as a shell line.</summary>
/// <param name="Words">The program and its arguments; they reach it as they are.</param>
public sealed record RemoteCommand(params IReadOnlyList<string> Words)
{
    /// <summary>After this long the command is given up. Default: 1 minute.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>As root: through sudo unless the user is root. Default: as the user.</summary>
    public bool AsRoot { get; init; }

    /// <summary>Its standard input. Default: none, as from <c>/dev/null</c>.</summary>
    public string? Input { get; init; }

    /// <summary>Called for every line of either stream as it arrives, one at a time, from another thread.</summary>
    public Action<string>? OnLine { get; init; }

    public override string ToString() => ShellWords.Join(Words);
}
