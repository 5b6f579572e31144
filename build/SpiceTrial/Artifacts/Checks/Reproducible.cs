using SpiceTrial.Builders;

namespace SpiceTrial.Artifacts;

/// <summary>A second build of the same source in another folder, at another time, with other jobs, locale and time zone gives the same
/// packages, byte for byte.</summary>
public static class Reproducible
{
    public const string Name = "reproducible";

    /// <param name="rebuild">Builds that source again; its packages are compared.</param>
    public static ArtifactCheck By(Func<ArtifactsInHand, CancellationToken, Task<BuiltPackages>> rebuild) => new(
        Name, x => RepeatedBy.Verification(x, "--check-reproducible"),
        (artifacts, cancellationToken) => AnswerAsync(artifacts, rebuild, cancellationToken));

    static async Task<Finding> AnswerAsync(
        ArtifactsInHand artifacts, Func<ArtifactsInHand, CancellationToken, Task<BuiltPackages>> rebuild,
        CancellationToken cancellationToken)
    {
        var first = artifacts.Manifest.Chain.DebBuild;
        if (!artifacts.IsTrusted)
            return Finding.NotChecked("it was not built here: its source is not known to be the one that it names");
        if (!first.Builder.Isolated)
            return Finding.NotChecked("it was built on a host: its environment can't be had again");
        if (artifacts.Manifest.Files.All(x => x.Name != artifacts.Manifest.Chain.ApplyPatch.Files[0].Name))
            return Finding.NotChecked("the patched source does not lie beside it; build it again with ./build.sh DebBuild");
        var again = await rebuild(artifacts, cancellationToken);
        if (first.Tools.Except(again.Tools).ToList() is { Count: > 0 } tools)
            return Finding.NotChecked(
                $"the environment has other tools now than it had: {string.Join(", ", tools.Select(x => $"{x.Key} {x.Value}"))}");
        var debs = artifacts.Manifest.Files.Where(x => x.Name.EndsWith(".deb", StringComparison.Ordinal)).ToList();
        string[] different = [
            .. debs.Where(x => again.Files.FirstOrDefault(file => file.Name == x.Name)?.Sha256 != x.Sha256).Select(x => x.Name)];
        return Finding.Of(
            different.Length == 0,
            different.Length > 0 ? $"not the same bytes: {string.Join(", ", different)}"
                : $"{debs.Count} packages are the same bytes after {(again.Started - first.Started).TotalMinutes:0} minutes, in another "
                    + $"folder, locale and time zone, with other jobs and no cache ({again.Builder.Name}, {again.Duration.TotalSeconds:0} "
                    + "s)");
    }
}
