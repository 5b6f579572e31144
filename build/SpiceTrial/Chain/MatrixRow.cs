using System.Globalization;
using System.Text.Json.Serialization;
using SpiceTrial.Artifacts;

namespace SpiceTrial.Chain;

/// <summary>One release and architecture of the matrix.</summary>
/// <param name="Suite">Codename.</param>
/// <param name="Architecture">Debian's name.</param>
/// <param name="Version">Source version that the mirrors serve, or <c>null</c> when that could not be learnt.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">What was found, or why there is nothing.</param>
/// <param name="Duration">How long it took in this run.</param>
/// <param name="Arms">The control and the patched package where both are proven, else none.</param>
public sealed record MatrixRow(string Suite, string Architecture, string? Version, MatrixOutcome Outcome, string Reason, TimeSpan Duration, IReadOnlyList<MatrixArm> Arms)
{
    public static IReadOnlyList<string> Headings { get; } = ["suite", "architecture", "version", "outcome", "seconds", "result or reason"];

    /// <summary>The row as a table shows it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Cells => [Suite, Architecture, Version ?? "unknown", Word, Duration.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), Reason];

    string Word => Outcome switch { MatrixOutcome.Proven => "proven", MatrixOutcome.NotServed => "not served", _ => "failed" };
}

public enum MatrixOutcome
{
    /// <summary>Both arms are built, and no check of either failed.</summary>
    Proven,

    /// <summary>The mirror says that it does not have it.</summary>
    NotServed,

    /// <summary>It may be served, and there is no proof: the reason says what was missing.</summary>
    Failed,
}

/// <summary>A package of the matrix and what its checks said.</summary>
/// <param name="TraceItems">Entries of its ring; 8 is the control.</param>
/// <param name="Version">Its version.</param>
/// <param name="Folder">Where it is, from the project's root.</param>
/// <param name="Sha256">Of the .deb.</param>
/// <param name="BuildId">Of its library.</param>
/// <param name="Passed">How many checks it passed; none failed.</param>
/// <param name="NotChecked">The names of those that could not be made; the manifest says why.</param>
public sealed record MatrixArm(int TraceItems, string Version, string Folder, string Sha256, string? BuildId, int Passed, IReadOnlyList<string> NotChecked)
{
    internal static MatrixArm Of(string root, ArtifactsFolder artifacts) => new(
        artifacts.Manifest.TraceItems,
        artifacts.Manifest.Package.Version,
        Path.GetRelativePath(root, artifacts.Folder),
        artifacts.Library.Sha256,
        artifacts.Library.BuildId,
        artifacts.Manifest.Verification.Count(CheckOutcome.Passed),
        [.. artifacts.Manifest.Verification.Checks.Where(x => x.Outcome == CheckOutcome.NotChecked).Select(x => x.Name)]);

    /// <summary>E.g. <c>128: 12 passed, not checked: lintian</c>.</summary>
    internal string Words => $"{TraceItems}: {Passed} passed{(NotChecked.Count == 0 ? "" : $", not checked: {string.Join(", ", NotChecked)}")}";
}

/// <summary>What became of every release and architecture; <c>matrix.json</c>.</summary>
public sealed record MatrixRecord(IReadOnlyList<MatrixRow> Rows)
{
    /// <exception cref="TrialException">Something that is served has no proof, or nothing at all has.</exception>
    public void ThrowIfFailed()
    {
        var failed = Rows.Where(x => x.Outcome == MatrixOutcome.Failed).ToList();
        if (failed.Count > 0)
            throw new TrialException(
                $"not proven: {string.Join("; ", failed.Select(x => $"{x.Suite} {x.Architecture}: {x.Reason}"))}",
                $"built/matrix/{ReleaseMatrix.FileName}",
                "Run it again when that is seen to: what is proven is not built again; --suite and --architecture narrow it");
        if (Rows.All(x => x.Outcome != MatrixOutcome.Proven))
            throw new TrialException("nothing was proven for any release", string.Join(", ", Rows.Select(x => $"{x.Suite} {x.Architecture}")), "The table says why");
    }
}
