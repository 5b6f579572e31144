using SpiceTrial.Artifacts;

namespace SpiceTrial.Trial;

/// <summary>A package of a release and what its checks said.</summary>
/// <param name="TraceItems">Entries of its ring; 8 is the control.</param>
/// <param name="Version">Its version.</param>
/// <param name="Folder">Where it is, from the project's root.</param>
/// <param name="Sha256">Of the .deb.</param>
/// <param name="BuildId">Of its library.</param>
/// <param name="Passed">How many checks it passed; none failed.</param>
/// <param name="NotChecked">The names of those that were not made; the manifest says why one could not be.</param>
public sealed record ReleaseArm(int TraceItems, string Version, string Folder, string Sha256, string? BuildId, int Passed = 0,
    IReadOnlyList<string>? NotChecked = null)
{
    internal static ReleaseArm Of(string root, ArtifactsFolder artifacts) => new(
        artifacts.Manifest.TraceItems,
        artifacts.Manifest.Package.Version,
        Path.GetRelativePath(root, artifacts.Folder),
        artifacts.Library.Sha256,
        artifacts.Library.BuildId,
        artifacts.Manifest.Verification.Count(CheckOutcome.Passed),
        [.. artifacts.Manifest.Verification.Checks.Where(x => x.Outcome == CheckOutcome.NotChecked).Select(x => x.Name),
            .. AllChecks.For(artifacts.Manifest, AllChecks.Full).Select(x => x.Name)
                .Except(artifacts.Manifest.Verification.Checks.Select(x => x.Name))]);

    /// <summary>E.g. <c>128: 12 passed, not checked: lintian</c>.</summary>
    internal string Words =>
        $"{TraceItems}: {Passed} passed{(NotChecked is { Count: > 0 } names ? $", not checked: {string.Join(", ", names)}" : "")}";
}
