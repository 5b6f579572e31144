namespace SpiceTrial.Trial;

/// <summary>What a night has to say of one release.</summary>
/// <param name="Suite">Codename.</param>
/// <param name="Architecture">Debian's name.</param>
/// <param name="Version">Source version of the suite, or <c>null</c> when it could not be learnt.</param>
/// <param name="Outcome">In words, e.g. <c>nothing new</c>.</param>
/// <param name="Detail">What is behind it.</param>
/// <param name="IsFailure">Whether the night has failed by it.</param>
/// <param name="IsServed">Whether the mirror has what it takes to look.</param>
public sealed record NightlyRow(
    string Suite, string Architecture, string? Version, string Outcome, string Detail, bool IsFailure, bool IsServed = true)
{
    public static IReadOnlyList<string> Headings { get; } = ["suite", "architecture", "version", "outcome", "detail"];

    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Cells => [Suite, Architecture, Version ?? "unknown", Outcome, Detail];
}
