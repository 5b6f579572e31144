using SpiceTrial.Artifacts;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>With the real mirrors, builders and checks.</summary>
/// <param name="steps">Settings and connections of the operator.</param>
/// <param name="built">Where each release publishes in a folder of its own: two may have one version (forky and sid, for instance).</param>
/// <param name="lab">Is asked beside the checks of VerifyArtifacts; <c>null</c> where nobody compares the answers, so that checks which
/// stand in the manifests are not made again.</param>
public sealed class ReleaseProof(ChainSteps steps, string built, LabShortSet? lab = null) : IReleaseProof
{
    readonly ChainSettings settings = steps.Settings;

    public IReadOnlyList<string> Questions => [
        "verification", .. lab is null ? [] : new[] { LabShortSet.Name }, .. settings.CheckReproducible ? new[] { Reproducible.Name } : [],
        // What a night of less settles, settles no other night.
        $"builder {settings.Builder}", .. settings.SkipPackageTests ? new[] { "no package tests" } : []];

    public Task PrepareAsync(CancellationToken cancellationToken) =>
        steps.Prerequisites.EnsureAsync(Prerequisites.ForChain, cancellationToken);

    public async Task<string> VersionAsync(string suite, CancellationToken cancellationToken) =>
        (await SuiteVersion.NewestAsync(Releases.Source, suite, settings.Mirror, cancellationToken)).ToString();

    public Task<bool> IsServedAsync(Release release, CancellationToken cancellationToken) =>
        SuiteVersion.HasAsync(InstalledLibrary.Package, release.Suite, release.Architecture, settings.Mirror, cancellationToken);

    public async Task<ProvenRelease> ProveAsync(Release release, CancellationToken cancellationToken)
    {
        using var own = steps.With(settings with { Suite = release.Suite, Architecture = release.Architecture,
            PackageVersion = release.Version, Output = null, Built = Path.Combine(built, release.Suite) });
        // Before anything is downloaded: no builder, no build.
        await own.ChooseBuilderAsync(release.Suite, release.Architecture, cancellationToken);
        var ring = TraceItems.From(settings.TraceItems);
        var resolved = await own.ResolveAsync(cancellationToken);
        var source = await own.FetchAsync(resolved, cancellationToken);
        try
        {
            await own.PatchAsync(source, ring, cancellationToken);
        }
        catch (TrialException e) when (e.IsConflict)
        {
            return new([], [], e);
        }

        var found = await new Rings(own).EnsureAsync(
            resolved, source, [.. new[] { TraceItems.From(TraceItems.Stock), ring }.Distinct()], cancellationToken);
        var (arms, findings) = (new List<ArtifactsFolder>(), new List<ReleaseFinding>());
        foreach (var artifacts in found)
        {
            var (verified, answers) = await VerifyAsync(own, artifacts, cancellationToken);
            arms.Add(verified);
            findings.AddRange(answers);
        }

        if (lab is not null)
        {
            steps.Output.Phase($"{release}: {LabShortSet.Name}");
            findings.AddRange(await lab.RunAsync(arms[0], arms[^1], cancellationToken));
        }

        return new([.. arms.Select(x => ReleaseArm.Of(settings.Root, x))], findings);
    }

    internal bool IsProven(Manifest manifest) => lab is null && !settings.CheckReproducible && !Open(manifest).Any();

    internal static IEnumerable<ReleaseFinding> Findings(string arm, Manifest manifest, Verification made)
    {
        var open = Open(manifest with { Verification = made }).ToHashSet(StringComparer.Ordinal);
        // That one night asks for a second build and the next one does not is no change.
        return made.Checks.Where(x => x.Name != Reproducible.Name).Select(x => new ReleaseFinding($"{arm}: {x.Name}",
            Printable.Word(x.Outcome), x.Finding, x.Outcome == CheckOutcome.Failed, open.Contains(x.Name)));
    }

    // Where the archive had another compiler its binary says nothing, however often it is asked. What else keeps that check from being
    // made keeps others from it too.
    static IEnumerable<string> Open(Manifest manifest) => AllChecks.Left(manifest).Except([ArchiveBinary.Check.Name]);

    // Whoever finds folders there already has held their files against manifest and provenance: what those say was verified is.
    async Task<(ArtifactsFolder Artifacts, IReadOnlyList<ReleaseFinding> Findings)> VerifyAsync(
        ChainSteps own, ArtifactsFolder artifacts, CancellationToken cancellationToken)
    {
        if (IsProven(artifacts.Manifest))
            return (artifacts, []);
        var arm = artifacts.Manifest.TraceItems == TraceItems.Stock ? "control" : "patched";
        try
        {
            var (_, report, recorded) = await new ArtifactsProof(own).VerifyAsync(artifacts.Folder, cancellationToken);
            return (recorded ?? artifacts, [.. Findings(arm, artifacts.Manifest, new(report.Checks))]);
        }
        catch (TrialException e) when (e.Status == ExitStatus.Refused)
        {
            return (artifacts, [new($"{arm}: verification", "failed", e.What, IsFailure: true)]);
        }
    }
}
