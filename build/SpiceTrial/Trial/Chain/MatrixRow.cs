using System.Text.Json.Serialization;

namespace SpiceTrial.Trial;

/// <summary>One release and architecture of the matrix.</summary>
/// <param name="Suite">Codename.</param>
/// <param name="Architecture">Debian's name.</param>
/// <param name="Version">Source version that the mirrors serve, or <c>null</c> when that could not be learnt.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">What was found, or why there is nothing.</param>
/// <param name="Duration">How long it took in this run.</param>
/// <param name="Arms">The control and the patched package where both are proven, else none.</param>
public sealed record MatrixRow(string Suite, string Architecture, string? Version, MatrixOutcome Outcome, string Reason, TimeSpan Duration,
    IReadOnlyList<MatrixArm> Arms)
{
    public static IReadOnlyList<string> Headings { get; } = ["suite", "architecture", "version", "outcome", "seconds", "result or reason"];

    /// <summary>The row as a table shows it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Cells =>
        [Suite, Architecture, Version ?? "unknown", Word, Duration.TotalSeconds.ToString("0"), Reason];

    string Word => Outcome switch { MatrixOutcome.Proven => "proven", MatrixOutcome.NotServed => "not served", _ => "failed" };
}
