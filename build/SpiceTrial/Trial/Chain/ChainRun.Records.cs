using SpiceTrial.Artifacts;
using SpiceTrial.Debian;

namespace SpiceTrial.Trial;

/// <content>Records of steps, of this run or the last one, and what is refused of them.</content>
public sealed partial class ChainRun
{
    async Task<T> DoneAsync<T>(string target, T record, CancellationToken cancellationToken)
        where T : notnull
    {
        records[target] = record;
        if (settings.KeepsRecords)
            await Chain.SaveAsync(target, record, cancellationToken);
        return record;
    }

    async Task<ResolvedPackage> ResolvedAsync(CancellationToken cancellationToken)
    {
        var resolved = await GivenAsync<ResolvedPackage>("ResolveVersion", cancellationToken);
        RefuseOther("ResolveVersion", "--suite", settings.Suite, resolved.Suite);
        RefuseOther("ResolveVersion", "--architecture", settings.Architecture, resolved.Architecture);
        RefuseOther("ResolveVersion", "--package-version", settings.PackageVersion, resolved.BinaryVersion.ToString());
        return resolved;
    }

    async Task<PatchedSource> PatchedAsync(CancellationToken cancellationToken)
    {
        var patched = await GivenAsync<PatchedSource>("ApplyPatch", cancellationToken);
        RefuseOther("ApplyPatch", "--trace-items", settings.AskedTraceItems, patched.TraceItems);
        return patched;
    }

    // What is drafted is about the patch: a control has none, and its figures would be stock's against stock's.
    async Task<ArtifactsFolder> PatchedArtifactsAsync(CancellationToken cancellationToken)
    {
        var artifacts = await LastArtifactsAsync(null, cancellationToken);
        return artifacts.Manifest.TraceItems != TraceItems.Stock ? artifacts : throw new TrialException(
            $"the last result is the unpatched control ({TraceItems.Stock} trace items): nothing can be drafted from it", artifacts.Folder,
            "Run `./build.sh DebBuild` (--trace-items 128 is the default), then this target with --skip; the draft is as it was",
            ExitStatus.BadInput);
    }

    /// <summary>The last result, where it is what was asked for.</summary>
    async Task<ArtifactsFolder> LastArtifactsAsync(string? hint, CancellationToken cancellationToken)
    {
        const string target = "PackageArtifacts";
        if (records.TryGetValue(target, out var made))
            return (ArtifactsFolder)made;
        var last = await Chain.LoadAsync<ArtifactsFolder>(target, cancellationToken, hint);
        var folder = settings.AskedTraceItems is { } items ? Path.Combine(workspace.Built, FolderName.Of(
            last.Manifest.Chain.ApplyPatch.Source, last.Manifest.Package.SourceVersion + TraceItems.From(items).VersionSuffix,
            last.Manifest.Package.Architecture)) : "";
        RefuseOtherArtifacts(
            last.Manifest, "the last result has", last.Folder,
            hint is null ? $"Do not skip {target}, or leave the option out"
                : Directory.Exists(folder)
                ? $"./build.sh VerifyArtifacts --from {ShellWords.Quote(Path.GetRelativePath(settings.Root, folder))}"
                : "Build that first, name a folder with --from, or leave the option out",
            ExitStatus.BadInput);
        return last;
    }

    void RefuseOtherArtifacts(Manifest manifest, string who, string where, string hint, ExitStatus status)
    {
        (string Option, object? Asked, object Found)[] asked =
        [
            (settings.AskedTraceItems == TraceItems.Stock ? "--control, or --trace-items," : "--trace-items", settings.AskedTraceItems,
                manifest.TraceItems),
            ("--suite", settings.Suite, manifest.Package.Suite),
            ("--architecture", settings.Architecture, manifest.Package.Architecture),
            ("--package-version", settings.PackageVersion, manifest.Chain.ResolveVersion.BinaryVersion.ToString()),
        ];
        foreach (var (option, value, found) in asked.Where(x => x.Asked is not null && !x.Asked.Equals(x.Found)))
            throw new TrialException($"{option} is {value}, but {who} {found}", where, hint, status);
    }

    // Each step run alone replaces its own record; those behind it are then of something else.
    static void RefuseMixed(ChainRecords chain, string where)
    {
        var (source, patched, built) = (chain.FetchSource, chain.ApplyPatch, chain.DebBuild);
        (string Later, string LaterIs, string Earlier, string EarlierIs)[] pairs =
        [
            ("DebBuild", built.Version, "ApplyPatch", patched.Version),
            ("ApplyPatch", patched.BaseVersion, "FetchSource", source.Version),
            ("DebBuild", $"{built.Suite} {built.Architecture}", "ResolveVersion",
                $"{chain.ResolveVersion.Suite} {chain.ResolveVersion.Architecture}"),
        ];
        foreach (var (later, laterIs, earlier, earlierIs) in pairs.Where(x => x.LaterIs != x.EarlierIs))
        {
            throw new TrialException(
                $"the last {later} is of another {earlier}: it made {laterIs}, the last {earlier} is of {earlierIs}", where,
                $"Run `./build.sh DebBuild --trace-items {patched.TraceItems}`, which makes all of them anew; the earlier result in "
                    + "built/ is as it was", ExitStatus.BadInput);
        }
    }

    // A step that is skipped leaves its record to those behind it: what it was not asked for would be built without a word.
    void RefuseOther(string target, string option, object? asked, object recorded)
    {
        if (asked is not null && !asked.Equals(recorded) && !records.ContainsKey(target))
            throw new TrialException($"{option} is {asked}, but the last {target} was of {recorded}", option,
                $"Do not skip {target}, or leave {option} out", ExitStatus.BadInput);
    }

    async Task<T> GivenAsync<T>(string target, CancellationToken cancellationToken)
        where T : notnull =>
        records.TryGetValue(target, out var record) ? (T)record : await Chain.LoadAsync<T>(target, cancellationToken);
}
