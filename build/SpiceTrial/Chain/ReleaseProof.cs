using SpiceTrial.Artifacts;
using SpiceTrial.Artifacts.Checks;
using SpiceTrial.Packages;

namespace SpiceTrial.Chain;

/// <summary>What the matrix asks of one release.</summary>
public interface IReleaseProof
{
    /// <summary>The source version that the suite has.</summary>
    /// <exception cref="TrialException">Not served: the mirror says that it has none. Else it did not say.</exception>
    Task<string> VersionAsync(string suite, CancellationToken cancellationToken);

    /// <summary>Whether the mirror has the package for that architecture; <c>true</c> where it can't be asked.</summary>
    Task<bool> IsServedAsync(string suite, string architecture, CancellationToken cancellationToken);

    /// <summary>Both arms, built and verified, in the order of their rings; what is so already is taken as it is.</summary>
    /// <exception cref="TrialException">They could not be built, or a check failed.</exception>
    Task<IReadOnlyList<MatrixArm>> ProveAsync(string suite, string architecture, string version, CancellationToken cancellationToken);
}

/// <summary>With the real mirrors, builders and checks.</summary>
public sealed class ReleaseProof(ChainSettings settings, IChainOutput output) : IReleaseProof
{
    const string Library = "libspice-server1";

    public async Task<string> VersionAsync(string suite, CancellationToken cancellationToken) =>
        (await SuiteVersion.NewestAsync(OtherRelease.Source, suite, settings.Mirror, cancellationToken)).ToString();

    public Task<bool> IsServedAsync(string suite, string architecture, CancellationToken cancellationToken) => SuiteVersion.HasAsync(Library, suite, architecture, settings.Mirror, cancellationToken);

    public async Task<IReadOnlyList<MatrixArm>> ProveAsync(string suite, string architecture, string version, CancellationToken cancellationToken)
    {
        var own = settings.ForRelease(suite, architecture, version, MatrixFolder.Of(settings, suite));
        // Before anything is downloaded: no builder, no build.
        using (var chain = new ChainRun(own, output))
            await chain.ChooseBuilderAsync(suite, architecture, cancellationToken);
        var arms = new List<MatrixArm>();
        foreach (var artifacts in await new Rings(own, output).EnsureAsync([.. new[] { TraceItems.Stock, settings.TraceItems }.Distinct()], cancellationToken))
            arms.Add(MatrixArm.Of(settings.Root, await VerifiedAsync(own, artifacts, cancellationToken)));
        return arms;
    }

    // Whoever finds folders there already has held their files against manifest and provenance: what those say was verified is.
    async Task<ArtifactsFolder> VerifiedAsync(ChainSettings own, ArtifactsFolder artifacts, CancellationToken cancellationToken)
    {
        if (!artifacts.Manifest.Verification.Checks.Any(DeferredCheck.Is))
            return artifacts;
        using var chain = new ChainRun(own, output);
        return await chain.VerifiedAsync(artifacts, cancellationToken);
    }
}
