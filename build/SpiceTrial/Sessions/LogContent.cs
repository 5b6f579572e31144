namespace SpiceTrial.Sessions;

/// <summary>What a log held.</summary>
/// <param name="Runs">In the log's order.</param>
/// <param name="Starts">Domain starts that never came to a spice-server's first line, for whatever reason.</param>
/// <param name="IsOfDomain">Some line is libvirt's or qemu's of a domain's start or end.</param>
/// <param name="IsEmpty">Not one byte.</param>
sealed record LogContent(IReadOnlyList<RunFigures> Runs, int Starts, bool IsOfDomain, bool IsEmpty)
{
    /// <summary>The processes whose lines stand mixed, so that nobody can tell which counts for whom; empty where they do not.</summary>
    public IReadOnlyList<string> Mixed { get; init; } = [];
}
