using System.Globalization;

namespace SpiceTrial.Chain;

/// <summary>One release and architecture of the matrix.</summary>
/// <param name="Suite">Codename.</param>
/// <param name="Architecture">Debian's name.</param>
/// <param name="Version">Source version that the mirrors serve, or <c>null</c> when that could not be learnt.</param>
/// <param name="Built">Whether there are packages.</param>
/// <param name="Reason">The folder with the packages, or why there are none.</param>
/// <param name="Duration">How long it took.</param>
public sealed record MatrixRow(string Suite, string Architecture, string? Version, bool Built, string Reason, TimeSpan Duration)
{
    public static IReadOnlyList<string> Headings { get; } = ["suite", "architecture", "version", "outcome", "seconds", "result or reason"];

    /// <summary>The row as a table shows it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Cells => [Suite, Architecture, Version ?? "unknown", Built ? "built" : "not built", Duration.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), Reason];
}

/// <summary>What became of every release and architecture; <c>matrix.json</c>.</summary>
public sealed record MatrixRecord(IReadOnlyList<MatrixRow> Rows)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public int Built => Rows.Count(x => x.Built);

    /// <exception cref="TrialException">Not one of them was built.</exception>
    public void ThrowIfNoneWasBuilt()
    {
        if (Built == 0)
            throw new TrialException("nothing was built for any release", string.Join(", ", Rows.Select(x => $"{x.Suite} {x.Architecture}")), "The table says why");
    }
}
