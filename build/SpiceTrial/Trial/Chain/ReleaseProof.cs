using SpiceTrial.Artifacts;
using SpiceTrial.Debian;

namespace SpiceTrial.Trial;

/// <summary>With the real mirrors, builders and checks.</summary>
public sealed class ReleaseProof(ChainSettings settings, IChainOutput output) : IReleaseProof
{
    const string Library = "libspice-server1";

    public async Task<string> VersionAsync(string suite, CancellationToken cancellationToken) =>
        (await SuiteVersion.NewestAsync(OtherRelease.Source, suite, settings.Mirror, cancellationToken)).ToString();

    public Task<bool> IsServedAsync(string suite, string architecture, CancellationToken cancellationToken) =>
        SuiteVersion.HasAsync(Library, suite, architecture, settings.Mirror, cancellationToken);

    public async Task<IReadOnlyList<MatrixArm>> ProveAsync(
        string suite, string architecture, string version, CancellationToken cancellationToken)
    {
        var own = settings.ForRelease(suite, architecture, version, MatrixFolder.Of(settings, suite));
        // Before anything is downloaded: no builder, no build.
        using (var chain = new ChainRun(own, output))
            await chain.ChooseBuilderAsync(suite, architecture, cancellationToken);
        var arms = new List<MatrixArm>();
        foreach (var artifacts in await new Rings(own, output).EnsureAsync(
            [.. new[] { TraceItems.Stock, settings.TraceItems }.Distinct()], cancellationToken))
            arms.Add(MatrixArm.Of(settings.Root, await VerifiedAsync(own, artifacts, cancellationToken)));
        return arms;
    }

    // Whoever finds folders there already has held their files against manifest and provenance: what those say was verified is.
    async Task<ArtifactsFolder> VerifiedAsync(ChainSettings own, ArtifactsFolder artifacts, CancellationToken cancellationToken)
    {
        if (!artifacts.Manifest.Verification.Checks.Any(ArtifactCheck.IsDeferred))
            return artifacts;
        using var chain = new ChainRun(own, output);
        return await chain.VerifiedAsync(artifacts, cancellationToken);
    }
}
