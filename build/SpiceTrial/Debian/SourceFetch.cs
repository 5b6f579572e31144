namespace SpiceTrial.Debian;

/// <summary>Gets exactly one source version: from the cache, else the suite's deb-src, else a snapshot service. Verifies before it hands
/// out.</summary>
public sealed class SourceFetch(Workspace workspace, Action<string> progress)
{
    readonly Dictionary<string, AptArea> areas = [];

    /// <summary>Nothing of the source is unpacked here, and nothing that did not verify stays in the cache.</summary>
    public async Task<SourcePackage> RunAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var _ = await FileLock.TakeAsync(
            Path.Combine(workspace.Downloads, "lock"), progress, TimeSpan.FromMinutes(20), cancellationToken);
        using var scratch = new TemporaryFolder("source", workspace.Downloads);
        var cache = new DownloadCache(workspace.Downloads);
        if (cache.Find(request) is var (kept, known) && await MayBeGoodAsync(request, kept, known, cancellationToken))
        {
            progress($"{request.Source} {request.Version} is in the download cache; checking it again");
            return await VerifyAsync(request, kept, known, scratch, cancellationToken);
        }

        var folder = scratch.Folder("source");
        var origin = await DownloadAsync(request, folder, scratch, cancellationToken);
        var verified = await VerifyAsync(request, folder, origin, scratch, cancellationToken);
        return verified with { Folder = cache.Keep(request, folder, origin) };
    }

    // A source of a suite that this user's runs did not find in its lists is fetched from there again, so that they vouch for it.
    async Task<bool> MayBeGoodAsync(FetchRequest request, string folder, string origin, CancellationToken cancellationToken) =>
        origin.StartsWith("debsnap ", StringComparison.Ordinal) || ProvenHere.Holds(
            workspace.State, ProvenHere.Listed, (await FileRecord.OfAsync(DscOf(request, folder), cancellationToken)).Sha256);

    async Task<string> DownloadAsync(FetchRequest request, string folder, TemporaryFolder scratch, CancellationToken cancellationToken)
    {
        var archive = await OpenAsync(request.Suite, request, scratch, cancellationToken);
        progress($"fetching {request.Source} {request.Version}");
        if (!await archive.TryFetchSourceAsync(request.Source, request.Version, folder, cancellationToken))
        {
            progress($"{request.Suite} has no {request.Source} {request.Version}; asking the snapshot service");
            await Debsnap.FetchAsync(request, folder, cancellationToken);
            return $"debsnap {request.SnapshotUri ?? "(its default service)"}";
        }

        var origin = $"deb-src {string.Join(", ", archive.Mirror.Lines.Select(x => x["deb ".Length..]))}";
        var dsc = await FileRecord.OfAsync(DscOf(request, folder), cancellationToken);
        await ProvenHere.AddAsync(workspace.State, ProvenHere.Listed, dsc.Sha256, $"{dsc.Name}: {origin}", cancellationToken);
        return origin;
    }

    async Task<AptArea> OpenAsync(string suite, FetchRequest request, TemporaryFolder scratch, CancellationToken cancellationToken)
    {
        if (areas.TryGetValue(suite, out var open))
            return open;
        progress($"reading the lists of {suite}");
        return areas[suite] = await AptArea.OpenAsync(
            scratch.Folder($"apt-{suite}"), suite, request.Architecture, request.MirrorUri, cancellationToken);
    }

    // Verified by apt when they are fetched, and kept where only this user can write. A run that reads a suite's lists anyway takes them
    // anew: keys are revoked.
    async Task<IReadOnlyList<string>> KeyringsAsync(
        string suite, FetchRequest request, TemporaryFolder scratch, CancellationToken cancellationToken)
    {
        var kept = Path.Combine(OwnFolder.Ensure(workspace.State), "keyrings", suite + DownloadCache.SuffixOf(request));
        if (areas.ContainsKey(suite) || !Directory.Exists(kept))
        {
            var area = await OpenAsync(suite, request, scratch, cancellationToken);
            var fresh = Directory.CreateDirectory(kept + ".new").FullName;
            foreach (var keyring in await area.KeyringsAsync(cancellationToken))
                File.Copy(keyring, Path.Combine(fresh, Path.GetFileName(keyring)), overwrite: true);
            if (Directory.Exists(kept))
                Directory.Delete(kept, recursive: true);
            Directory.Move(fresh, kept);
        }

        return Directory.GetFiles(kept);
    }

    static string DscOf(FetchRequest request, string folder)
    {
        var dsc = Path.Combine(folder, $"{request.Source}_{request.Version.WithoutEpoch}.dsc");
        return File.Exists(dsc) ? dsc : throw new TrialException($"no {Path.GetFileName(dsc)} among the downloaded files", folder);
    }

    async Task<SourcePackage> VerifyAsync(
        FetchRequest request, string folder, string origin, TemporaryFolder scratch, CancellationToken cancellationToken)
    {
        var dsc = DscOf(request, folder);
        var record = await FileRecord.OfAsync(dsc, cancellationToken);
        var (text, signer, remark) = await SignedAsync(request, dsc, record, scratch, cancellationToken);
        var control = SourceControl.Parse(text, dsc);
        if (control.Source != request.Source || control.Version != request.Version)
            throw new TrialException($"the .dsc is of {control.Source} {control.Version}, not of {request.Source} {request.Version}", dsc,
                status: ExitStatus.Refused);
        foreach (var file in control.Files)
            await file.VerifyAsync(
                folder, $"Nothing was unpacked. Delete {Path.GetDirectoryName(folder)} and run again", cancellationToken);
        return new SourcePackage(control.Source, control.Version, request.Suite, folder, [record, .. control.Files], signer,
            origin + remark, control.BuildDepends);
    }

    // A release outlives keys of its developers: trixie's debian-keyring lacks the key that signed trixie's spice 0.15.2-1. The archives of
    // the other releases vouch for their keyrings in the same way. Another mirror than the default may have one suite only, and the default
    // one must not be asked behind its back.
    async Task<(string Text, string Signer, string Remark)> SignedAsync(
        FetchRequest request, string dsc, FileRecord record, TemporaryFolder scratch, CancellationToken cancellationToken)
    {
        OpenPgp? first = null;
        foreach (var suite in Releases.Neighbours(request.Suite).Take(request.MirrorUri is null ? int.MaxValue : 0).Prepend(request.Suite))
        {
            if (first is not null)
                progress($"the keyring of {request.Suite} lacks a good key of the signer; looking into that of {suite}");
            var (found, text) = await OpenPgp.ReadAsync(
                await KeyringsAsync(suite, request, scratch, cancellationToken), dsc, scratch.Folder("signed"), cancellationToken);
            first ??= found;
            // Most keys expire long before the release that they signed for. Then the archive's own signature, under which its lists name
            // this very file, says that it was good when it came in; a snapshot service says nothing.
            var isVouchedFor = found.IsExpired && ProvenHere.Holds(workspace.State, ProvenHere.Listed, record.Sha256);
            if ((found.Problem.Length == 0 || isVouchedFor) && found.Signer is { } signer)
                return (text, signer,
                    (suite == request.Suite ? "" : $"; its signer's key is in the keyring of {suite} alone")
                        + (isVouchedFor ? "; its signer's key has expired since, the signed lists name it" : ""));
            if (found is { IsUnknown: false, IsExpired: false })
                break;
        }

        throw new TrialException($"the signature of {record.Name} does not verify: {first!.Problem}", dsc,
            first.IsExpired ? "Nothing was unpacked. Name a version that a suite has (--suite, --package-version): its lists are signed too"
                : "Nothing was unpacked. Delete the download cache and try again; if it fails again, do not trust this mirror",
            ExitStatus.Refused);
    }
}
