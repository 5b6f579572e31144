namespace SpiceTrial.Trial;

/// <summary>What a run has to say of one release.</summary>
/// <param name="Release">Which one.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">What is behind it.</param>
/// <param name="IsFailure">Whether the run has failed by it.</param>
/// <param name="IsServed">Whether the mirror has what it takes.</param>
public sealed record ReleaseRow(Release Release, ReleaseOutcome Outcome, string Detail, bool IsFailure, bool IsServed = true)
{
    /// <summary>Of a table of such rows.</summary>
    public static IReadOnlyList<string> Headings { get; } = ["suite", "architecture", "version", "outcome", "seconds", "result or reason"];

    /// <summary>The row as a table shows it.</summary>
    public IReadOnlyList<string> Cells =>
        [Release.Suite, Release.Architecture, Release.Version ?? "unknown", Word, Duration.TotalSeconds.ToString("0"), Reason];

    /// <summary>What can be done about it, or <c>null</c>.</summary>
    public string? Hint { get; init; }

    /// <summary>How long it took in this run.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The control and the patched package where this run has proven them, else none.</summary>
    public IReadOnlyList<ReleaseArm> Arms { get; init; } = [];

    /// <summary>The outcome in words, e.g. <c>nothing new</c>.</summary>
    public string Word => Printable.Word(Outcome);

    /// <summary>The detail, and what can be done about it.</summary>
    public string Reason => Hint is null ? Detail : $"{Detail}. {Hint}";
}
