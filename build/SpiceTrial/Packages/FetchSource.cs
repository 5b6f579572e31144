namespace SpiceTrial.Packages;

/// <summary>Gets exactly one source version: from the cache, else the suite's deb-src, else a snapshot service. Verifies before it hands out.</summary>
public sealed class FetchSource(Workspace workspace, Action<string> progress)
{
    /// <summary>Nothing of the source is unpacked here, and nothing that did not verify stays in the cache.</summary>
    public async Task<SourcePackage> RunAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var _ = await FileLock.TakeAsync(Path.Combine(workspace.Downloads, "lock"), progress, TimeSpan.FromMinutes(20), cancellationToken);
        var cache = new DownloadCache(workspace.Downloads);
        if (cache.Find(request) is { } cached)
        {
            progress($"{request.Source} {request.Version} is in the download cache; checking it again");
            return await VerifyAsync(request, cached.Folder, cached.Keyrings, cached.Origin, cancellationToken);
        }

        using var scratch = new ScratchFolder(workspace.Downloads);
        var archive = await DownloadAsync(request, scratch, cancellationToken);
        var keyrings = await archive.KeyringsAsync(cancellationToken);
        // Verified twice: as it came, so that nothing bad enters the cache, and as it is kept.
        await VerifyAsync(request, scratch.Folder("source"), keyrings, archive.Origin, cancellationToken);
        var kept = cache.Keep(request, scratch.Folder("source"), keyrings, archive.Origin);
        return await VerifyAsync(request, kept.Folder, kept.Keyrings, kept.Origin, cancellationToken);
    }

    async Task<SourceArchive> DownloadAsync(FetchRequest request, ScratchFolder scratch, CancellationToken cancellationToken)
    {
        progress($"reading the lists of {request.Suite}");
        var mirror = await Mirror.ForAsync(request.Suite, request.MirrorUri, cancellationToken);
        var apt = await AptArea.OpenAsync(scratch.Folder("apt"), request.Architecture, mirror, cancellationToken);
        var archive = new SourceArchive(apt, scratch, mirror);
        progress($"fetching {request.Source} {request.Version}");
        if (!await archive.TryFetchAsync(request, cancellationToken))
        {
            progress($"{request.Suite} has no {request.Source} {request.Version}; asking the snapshot service");
            await Debsnap.FetchAsync(request, scratch.Folder("source"), cancellationToken);
            return archive with { Origin = $"debsnap {request.SnapshotUri ?? "(its default service)"}" };
        }

        return archive;
    }

    static async Task<SourcePackage> VerifyAsync(
        FetchRequest request, string folder, IReadOnlyList<string> keyrings, string origin, CancellationToken cancellationToken)
    {
        var dsc = Path.Combine(folder, $"{request.Source}_{request.Version.WithoutEpoch}.dsc");
        if (!File.Exists(dsc))
            throw new TrialException($"no {Path.GetFileName(dsc)} among the downloaded files", folder);
        var (text, signer) = await DscSignature.VerifyAsync(dsc, keyrings, cancellationToken);
        var control = SourceControl.Parse(text, dsc);
        if (control.Source != request.Source || control.Version != request.Version.ToString())
            throw new TrialException($"the .dsc is of {control.Source} {control.Version}, not of {request.Source} {request.Version}", dsc, status: ExitStatus.Refused);
        foreach (var file in control.Files)
            await file.VerifyAsync(folder, $"Nothing was unpacked. Delete {Path.GetDirectoryName(folder)} and run again", cancellationToken);
        FileRecord[] files = [await FileRecord.OfAsync(dsc, cancellationToken), .. control.Files];
        return new SourcePackage(control.Source, control.Version, request.Suite, folder, files, signer, origin, control.BuildDepends);
    }
}
