namespace SpiceTrial.Debian;

/// <summary>Gets exactly one source version: from the cache, else the suite's deb-src, else a snapshot service. Verifies before it hands
/// out.</summary>
public sealed class FetchSource(Workspace workspace, Action<string> progress)
{
    /// <summary>Nothing of the source is unpacked here, and nothing that did not verify stays in the cache.</summary>
    public async Task<SourcePackage> RunAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var _ = await FileLock.TakeAsync(
            Path.Combine(workspace.Downloads, "lock"), progress, TimeSpan.FromMinutes(20), cancellationToken);
        var cache = new DownloadCache(workspace.Downloads);
        if (cache.Find(request) is { } cached)
        {
            progress($"{request.Source} {request.Version} is in the download cache; checking it again");
            return await VerifyAsync(request, cached.Folder, cached.Keyrings, cached.Origin, cancellationToken);
        }

        using var scratch = new TemporaryFolder("source", workspace.Downloads);
        var (keyrings, origin) = await DownloadAsync(request, scratch, cancellationToken);
        // Verified twice: as it came, so that nothing bad enters the cache, and as it is kept.
        await VerifyAsync(request, scratch.Folder("source"), keyrings, origin, cancellationToken);
        var kept = cache.Keep(request, scratch.Folder("source"), keyrings, origin);
        return await VerifyAsync(request, kept.Folder, kept.Keyrings, kept.Origin, cancellationToken);
    }

    async Task<(IReadOnlyList<string> Keyrings, string Origin)> DownloadAsync(
        FetchRequest request, TemporaryFolder scratch, CancellationToken cancellationToken)
    {
        progress($"reading the lists of {request.Suite}");
        var archive = await SourceArchive.OpenAsync(request.Suite, request, scratch, cancellationToken);
        progress($"fetching {request.Source} {request.Version}");
        var origin = archive.Origin;
        if (!await archive.TryFetchAsync(request, cancellationToken))
        {
            progress($"{request.Suite} has no {request.Source} {request.Version}; asking the snapshot service");
            await Debsnap.FetchAsync(request, scratch.Folder("source"), cancellationToken);
            origin = $"debsnap {request.SnapshotUri ?? "(its default service)"}";
        }

        var own = await archive.KeyringsAsync(cancellationToken);
        return await DscSignature.HasKeyAsync(DscOf(request, scratch.Folder("source")), own, cancellationToken)
            ? (own, origin)
            : await NeighbourAsync(request, scratch, cancellationToken) is { } other
                ? (other.Keyrings,
                    $"{origin}; its signer's key is no longer in the keyring of {request.Suite}, but in that of {other.Suite}")
                : (own, origin);
    }

    /// <summary>
    /// A release outlives keys of its developers: trixie's debian-keyring lacks the key that signed trixie's spice 0.15.2-1. The archives
    /// of the other releases vouch for their keyrings in the same way.
    /// </summary>
    async Task<(string Suite, IReadOnlyList<string> Keyrings)?> NeighbourAsync(
        FetchRequest request, TemporaryFolder scratch, CancellationToken cancellationToken)
    {
        // Another mirror than the default may have one suite only, and the default one must not be asked behind its back.
        foreach (var suite in request.MirrorUri is null ? Releases.Neighbours(request.Suite) : [])
        {
            progress($"the keyring of {request.Suite} lacks the signer's key; looking into that of {suite}");
            var keyrings = await (await SourceArchive.OpenAsync(suite, request, scratch, cancellationToken))
                .KeyringsAsync(cancellationToken);
            if (await DscSignature.HasKeyAsync(DscOf(request, scratch.Folder("source")), keyrings, cancellationToken))
                return (suite, keyrings);
        }

        return null;
    }

    static string DscOf(FetchRequest request, string folder)
    {
        var dsc = Path.Combine(folder, $"{request.Source}_{request.Version.WithoutEpoch}.dsc");
        return File.Exists(dsc) ? dsc : throw new TrialException($"no {Path.GetFileName(dsc)} among the downloaded files", folder);
    }

    static async Task<SourcePackage> VerifyAsync(
        FetchRequest request, string folder, IReadOnlyList<string> keyrings, string origin, CancellationToken cancellationToken)
    {
        var dsc = DscOf(request, folder);
        var (text, signer) = await DscSignature.VerifyAsync(dsc, keyrings, cancellationToken);
        var control = SourceControl.Parse(text, dsc);
        if (control.Source != request.Source || control.Version != request.Version.ToString())
            throw new TrialException($"the .dsc is of {control.Source} {control.Version}, not of {request.Source} {request.Version}", dsc,
                status: ExitStatus.Refused);
        foreach (var file in control.Files)
            await file.VerifyAsync(
                folder, $"Nothing was unpacked. Delete {Path.GetDirectoryName(folder)} and run again", cancellationToken);
        FileRecord[] files = [await FileRecord.OfAsync(dsc, cancellationToken), .. control.Files];
        return new SourcePackage(control.Source, control.Version, request.Suite, folder, files, signer, origin, control.BuildDepends);
    }
}
