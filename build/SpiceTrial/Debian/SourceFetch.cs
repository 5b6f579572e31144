namespace SpiceTrial.Debian;

/// <summary>Gets exactly one source version: from the cache, else the suite's deb-src, else a snapshot service. Verifies before it hands
/// out.</summary>
public sealed class SourceFetch(Workspace workspace, Action<string> progress)
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
            return await VerifyAsync(request, cached, cancellationToken);
        }

        using var scratch = new TemporaryFolder("source", workspace.Downloads);
        var fetched = await DownloadAsync(request, scratch, cancellationToken);
        // Verified twice: as it came, so that nothing bad enters the cache, and as it is kept.
        await VerifyAsync(request, fetched, cancellationToken);
        return await VerifyAsync(request, cache.Keep(request, fetched), cancellationToken);
    }

    async Task<DownloadedSource> DownloadAsync(FetchRequest request, TemporaryFolder scratch, CancellationToken cancellationToken)
    {
        progress($"reading the lists of {request.Suite}");
        var archive = await OpenAsync(request.Suite, request, scratch, cancellationToken);
        progress($"fetching {request.Source} {request.Version}");
        var folder = scratch.Folder("source");
        var origin = $"deb-src {archive.Mirror.Lines[0]["deb ".Length..]}";
        if (!await archive.TryFetchSourceAsync(request.Source, request.Version, folder, cancellationToken))
        {
            progress($"{request.Suite} has no {request.Source} {request.Version}; asking the snapshot service");
            await Debsnap.FetchAsync(request, folder, cancellationToken);
            origin = $"debsnap {request.SnapshotUri ?? "(its default service)"}";
        }

        var own = new DownloadedSource(folder, await archive.KeyringsAsync(cancellationToken), origin);
        if (await DscSignature.HasKeyAsync(DscOf(request, folder), own.Keyrings, cancellationToken))
            return own;
        // A release outlives keys of its developers: trixie's debian-keyring lacks the key that signed trixie's spice 0.15.2-1. The
        // archives of the other releases vouch for their keyrings in the same way. Another mirror than the default may have one suite only,
        // and the default one must not be asked behind its back.
        foreach (var suite in request.MirrorUri is null ? Releases.Neighbours(request.Suite) : [])
        {
            progress($"the keyring of {request.Suite} lacks the signer's key; looking into that of {suite}");
            var keyrings = await (await OpenAsync(suite, request, scratch, cancellationToken)).KeyringsAsync(cancellationToken);
            if (await DscSignature.HasKeyAsync(DscOf(request, folder), keyrings, cancellationToken))
                return new(folder, keyrings,
                    $"{origin}; its signer's key is no longer in the keyring of {request.Suite}, but in that of {suite}");
        }

        return own;
    }

    static Task<AptArea> OpenAsync(string suite, FetchRequest request, TemporaryFolder scratch, CancellationToken cancellationToken) =>
        AptArea.OpenAsync(scratch.Folder($"apt-{suite}"), suite, request.Architecture, request.MirrorUri, cancellationToken);

    static string DscOf(FetchRequest request, string folder)
    {
        var dsc = Path.Combine(folder, $"{request.Source}_{request.Version.WithoutEpoch}.dsc");
        return File.Exists(dsc) ? dsc : throw new TrialException($"no {Path.GetFileName(dsc)} among the downloaded files", folder);
    }

    static async Task<SourcePackage> VerifyAsync(FetchRequest request, DownloadedSource found, CancellationToken cancellationToken)
    {
        var (folder, dsc) = (found.Folder, DscOf(request, found.Folder));
        var (text, signer) = await DscSignature.VerifyAsync(dsc, found.Keyrings, cancellationToken);
        var control = SourceControl.Parse(text, dsc);
        if (control.Source != request.Source || control.Version != request.Version)
            throw new TrialException($"the .dsc is of {control.Source} {control.Version}, not of {request.Source} {request.Version}", dsc,
                status: ExitStatus.Refused);
        foreach (var file in control.Files)
            await file.VerifyAsync(
                folder, $"Nothing was unpacked. Delete {Path.GetDirectoryName(folder)} and run again", cancellationToken);
        FileRecord[] files = [await FileRecord.OfAsync(dsc, cancellationToken), .. control.Files];
        return new SourcePackage(control.Source, control.Version, request.Suite, folder, files, signer, found.Origin, control.BuildDepends);
    }
}
