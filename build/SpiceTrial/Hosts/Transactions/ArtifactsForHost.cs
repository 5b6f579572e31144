using SpiceTrial.Artifacts;

namespace SpiceTrial.Hosts;

/// <summary>Finds the artifacts for a host, or says why some do not fit.</summary>
public static class ArtifactsForHost
{
    /// <summary>The folder in <c>built/</c> that fits and was sealed here, or is signed where a keyring was named; <c>null</c> when
    /// there is none and it must be built.</summary>
    /// <exception cref="TrialException">The named folder does not fit or fails its verification.</exception>
    public static async Task<VerifiedArtifacts?> ChooseAsync(
        HostReading facts, InstallOptions options, Workspace workspace, CancellationToken cancellationToken)
    {
        if (options.Artifacts is { } named)
        {
            var manifest = await ArtifactsVerification.LoadAsync(named, cancellationToken);
            return Mismatch(manifest, facts, options.Suite) is { } why
                ? throw new TrialException($"the artifacts are not for {facts.Host}: {why}", named,
                    "Leave --artifacts out: Install finds or builds those that fit", ExitStatus.Refused)
                : await ArtifactsVerification.CheckAsync(named, options.TrustedKeyring, workspace.State, cancellationToken);
        }

        if (!Directory.Exists(workspace.Built))
            return null;
        foreach (var folder in Directory.EnumerateDirectories(workspace.Built).Where(x => !Path.GetFileName(x).StartsWith('.'))
            .Order(StringComparer.Ordinal))
        {
            if (!File.Exists(Path.Combine(folder, Manifest.FileName)) || (options.TrustedKeyring is null
                && !await ArtifactsFolder.IsSealedHereAsync(folder, workspace.State, cancellationToken)))
                continue;
            var manifest = await ArtifactsVerification.LoadAsync(folder, cancellationToken);
            if (manifest.TraceItems == options.TraceItems && Mismatch(manifest, facts, options.Suite) is null)
                return await ArtifactsVerification.CheckAsync(folder, options.TrustedKeyring, workspace.State, cancellationToken);
        }

        return null;
    }

    /// <summary>Why a package must not go onto a host; <c>null</c> when it may.</summary>
    /// <param name="manifest">The package's.</param>
    /// <param name="facts">The host.</param>
    /// <param name="suite">What the operator says of a host that does not tell its suite, or <c>null</c>.</param>
    public static string? Mismatch(Manifest manifest, HostReading facts, string? suite)
    {
        var package = manifest.Package;
        if (package.Name != InstalledLibrary.Package)
            return $"the package is {package.Name}";
        if (package.Architecture != facts.Architecture)
            return $"built for {package.Architecture}, the host is {facts.Architecture ?? "unknown"}";
        if (facts.Release.Suite(suite) is var runs && package.Suite != runs)
            return $"built for {package.Suite}, the host runs {runs ?? "testing or unstable: say which with --suite"}";
        // A binary NMU has the same source; a build of ours stands for its stock version.
        var stock = facts.Version?.StockVersion.SourceVersion.ToString();
        return stock == package.SourceVersion
            ? null : $"built from {package.SourceVersion}, the host has {facts.Version?.ToString() ?? "an unknown version"}";
    }
}
