using SpiceTrial.Artifacts;

namespace SpiceTrial.Hosts;

/// <summary>Finds the artifacts for a host, or says why some do not fit.</summary>
public static class ArtifactsForHost
{
    /// <summary>The folder below <paramref name="built"/> that fits; <c>null</c> when there is none and it must be built.</summary>
    /// <exception cref="TrialException">The named folder does not fit or fails its verification.</exception>
    public static async Task<ChosenArtifacts?> ChooseAsync(
        HostFacts facts, InstallOptions options, string built, CancellationToken cancellationToken)
    {
        if (options.Artifacts is { } named)
        {
            var manifest = await ArtifactsVerification.LoadAsync(named, cancellationToken);
            return Mismatch(manifest, facts) is { } why
                ? throw new TrialException($"the artifacts are not for {facts.Host}: {why}", named,
                    "Leave --artifacts out: Install finds or builds those that fit", ExitStatus.Refused)
                : await VerifyAsync(named, options, cancellationToken);
        }

        if (!Directory.Exists(built))
            return null;
        foreach (var folder in Directory.EnumerateDirectories(built).Where(x => !Path.GetFileName(x).StartsWith('.'))
            .Order(StringComparer.Ordinal))
        {
            if (!File.Exists(Path.Combine(folder, Manifest.FileName)))
                continue;
            var manifest = await ArtifactsVerification.LoadAsync(folder, cancellationToken);
            if (manifest.TraceItems == options.TraceItems && Mismatch(manifest, facts) is null)
                return await VerifyAsync(folder, options, cancellationToken);
        }

        return null;
    }

    /// <summary>Why a package must not go onto a host; <c>null</c> when it may.</summary>
    public static string? Mismatch(Manifest manifest, HostFacts facts)
    {
        var package = manifest.Package;
        if (package.Name != InstalledLibrary.Package)
            return $"the package is {package.Name}";
        if (package.Architecture != facts.Architecture)
            return $"built for {package.Architecture}, the host is {facts.Architecture ?? "unknown"}";
        if (package.Suite != facts.Suite)
            return $"built for {package.Suite}, the host runs {facts.Suite ?? "an unknown suite"}";
        // A binary NMU has the same source; a build of ours stands for its stock version.
        var stock = facts.Version?.StockVersion.SourceVersion.ToString();
        return stock == package.SourceVersion
            ? null : $"built from {package.SourceVersion}, the host has {facts.Version?.ToString() ?? "an unknown version"}";
    }

    static async Task<ChosenArtifacts> VerifyAsync(string folder, InstallOptions options, CancellationToken cancellationToken)
    {
        var verified = await ArtifactsVerification.CheckAsync(folder, options.TrustedKeyring, cancellationToken);
        return new(verified.Artifacts, [.. verified.NotChecked.Select(x => x.Name)]);
    }
}
