namespace SpiceTrial.Nightly;

/// <summary>What a night has to say of one release.</summary>
/// <param name="Suite">Codename.</param>
/// <param name="Architecture">Debian's name.</param>
/// <param name="Version">Source version of the suite, or <c>null</c> when it could not be learnt.</param>
/// <param name="Outcome">In words, e.g. <c>nothing new</c>.</param>
/// <param name="Detail">What is behind it.</param>
/// <param name="IsFailure">Whether the night has failed by it.</param>
public sealed record NightlyRow(string Suite, string Architecture, string? Version, string Outcome, string Detail, bool IsFailure)
{
    public static IReadOnlyList<string> Headings { get; } = ["suite", "architecture", "version", "outcome", "detail"];

    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Cells => [Suite, Architecture, Version ?? "unknown", Outcome, Detail];
}

/// <summary>One night; <c>nightly.json</c>.</summary>
public sealed record NightlyResult(IReadOnlyList<NightlyRow> Rows)
{
    /// <exception cref="TrialException">A verdict changed, a patch conflicts, or a release could not be proven.</exception>
    public void ThrowIfFailed()
    {
        var failed = Rows.Where(x => x.IsFailure).ToList();
        if (failed.Count > 0)
            throw new TrialException(
                $"the night failed: {string.Join("; ", failed.Select(x => $"{x.Suite} {x.Architecture}: {x.Outcome}: {x.Detail}"))}",
                "sessions/nightly",
                "The records and reports there say what changed; docs/nightly.md says what to do");
    }
}
