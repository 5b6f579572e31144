using SpiceTrial.Artifacts;
using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>What is installed on a host: of <c>built/</c> what fits, built where nothing does, with the checks that nobody has made
/// yet.</summary>
/// <param name="chain">Builds for the same host.</param>
/// <param name="options">What the operator accepts.</param>
/// <param name="say">Is told what is done, and why.</param>
public sealed class ArtifactsToInstall(ChainRun chain, InstallOptions options, Action<string> say)
{
    readonly Workspace workspace = chain.Steps.Settings.Workspace;

    /// <exception cref="TrialException">Nothing could be built, what was built does not fit, or a check failed.</exception>
    public async Task<VerifiedArtifacts> ForAsync(HostReading facts, CancellationToken cancellationToken)
    {
        var chosen = await ArtifactsForHost.ChooseAsync(facts, options, workspace, cancellationToken)
            ?? await BuildAsync(facts, cancellationToken);
        var again = chain.Steps.Settings.CheckReproducible;
        if (!again && (chosen.NotChecked.Count == 0 || options.AcceptUnverified))
            return chosen;
        string[] open = [.. chosen.NotChecked.Select(x => x.Name), .. again ? new[] { Reproducible.Name } : []];
        say($"{Path.GetFileName(chosen.Artifacts.Folder)} is not checked yet ({string.Join(", ", open)}): checking it against stock and a "
            + "control");
        return await chain.ProveAsync(chosen.Artifacts, cancellationToken, facts);
    }

    async Task<VerifiedArtifacts> BuildAsync(HostReading facts, CancellationToken cancellationToken)
    {
        say($"nothing in built/ fits {facts.Host} ({facts.Version}, {facts.Release.Suite(options.Suite)}, {facts.Architecture}): building "
            + "it");
        await chain.ResolveVersionAsync(cancellationToken, facts);
        await chain.FetchSourceAsync(cancellationToken);
        await chain.ApplyPatchAsync(cancellationToken);
        await chain.DebBuildAsync(cancellationToken);
        await chain.PackageArtifactsAsync(cancellationToken);
        return await ChooseAsync(facts, cancellationToken);
    }

    async Task<VerifiedArtifacts> ChooseAsync(HostReading facts, CancellationToken cancellationToken) =>
        await ArtifactsForHost.ChooseAsync(facts, options, workspace, cancellationToken)
        ?? throw new TrialException(
            $"what was built does not fit {facts.Host} either", workspace.Built, "Look at its manifest.json", ExitStatus.Refused);
}
