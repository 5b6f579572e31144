using System.Security.Cryptography;

namespace SpiceTrial.Debian;

/// <summary>Downloaded source packages with the keyrings that verified them: each file once, under its SHA-256, linked into a folder per
/// package.</summary>
sealed class DownloadCache(string folder)
{
    public DownloadedSource? Find(FetchRequest request)
    {
        var entry = EntryOf(request);
        var origin = Path.Combine(entry, "origin");
        return !File.Exists(origin) ? null
            : new(Path.Combine(entry, "source"), Directory.GetFiles(Path.Combine(entry, "keyrings")), File.ReadAllText(origin));
    }

    public DownloadedSource Keep(FetchRequest request, DownloadedSource found)
    {
        var entry = EntryOf(request);
        if (Directory.Exists(entry))
            Directory.Delete(entry, recursive: true);
        Link(Directory.GetFiles(found.Folder), Path.Combine(entry, "source"));
        Link(found.Keyrings, Path.Combine(entry, "keyrings"));
        // Last: an entry without it is one that was never finished.
        File.WriteAllText(Path.Combine(entry, "origin"), found.Origin);
        return Find(request)!;
    }

    // The mirror is part of the name: what another mirror served is another finding.
    string EntryOf(FetchRequest request)
    {
        var mirrors = $"{request.MirrorUri}|{request.SnapshotUri}";
        var suffix = mirrors == "|" ? "" : "_" + FileRecord.Sha256Of(mirrors)[..12];
        return Path.Combine(folder, "packages", $"{request.Source}_{request.Version.WithoutEpoch}_{request.Suite}{suffix}");
    }

    void Link(IEnumerable<string> files, string into)
    {
        Directory.CreateDirectory(into);
        var content = Directory.CreateDirectory(Path.Combine(folder, "sha256")).FullName;
        foreach (var file in files)
        {
            var kept = Path.Combine(content, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
            // Over what is there: that may have been spoilt since, and this one was just verified.
            File.Move(file, kept, overwrite: true);
            File.CreateSymbolicLink(Path.Combine(into, Path.GetFileName(file)), Path.GetRelativePath(into, kept));
        }
    }
}
