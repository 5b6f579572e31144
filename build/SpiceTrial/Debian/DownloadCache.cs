namespace SpiceTrial.Debian;

/// <summary>Downloaded source packages, a folder for each. Nothing in it is believed: whoever takes a source from here verifies
/// it.</summary>
sealed class DownloadCache(string folder)
{
    /// <returns>The folder of the source, and where it came from in words; <c>null</c> where it is not kept.</returns>
    public (string Folder, string Origin)? Find(FetchRequest request)
    {
        var entry = EntryOf(request);
        var origin = Path.Combine(entry, "origin");
        return File.Exists(origin) ? (Path.Combine(entry, "source"), File.ReadAllText(origin)) : null;
    }

    public string Keep(FetchRequest request, string source, string origin)
    {
        var entry = EntryOf(request);
        if (Directory.Exists(entry))
            Directory.Delete(entry, recursive: true);
        Directory.CreateDirectory(entry);
        Directory.Move(source, Path.Combine(entry, "source"));
        // Last: an entry without it is one that was never finished.
        File.WriteAllText(Path.Combine(entry, "origin"), origin);
        return Path.Combine(entry, "source");
    }

    /// <summary>A suffix of names: what another mirror served is another finding.</summary>
    public static string SuffixOf(FetchRequest request) => $"{request.MirrorUri}|{request.SnapshotUri}" is var mirrors && mirrors == "|"
        ? "" : "_" + FileRecord.Sha256Of(mirrors)[..12];

    string EntryOf(FetchRequest request) => Path.Combine(
        folder, "packages", $"{request.Source}_{request.Version.WithoutEpoch}_{request.Suite}{SuffixOf(request)}");
}
