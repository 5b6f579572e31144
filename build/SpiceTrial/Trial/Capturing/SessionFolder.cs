using System.Formats.Tar;
using System.IO.Compression;
using SpiceTrial.Sessions;

namespace SpiceTrial.Trial;

/// <summary>A session below <c>sessions/</c>: its folder and bundle appear whole or not at all, and replace nothing.</summary>
sealed class SessionFolder : IDisposable
{
    readonly string sessions;
    readonly string tag;

    /// <exception cref="TrialException">The tag is no name, or is taken.</exception>
    public SessionFolder(string sessions, string tag)
    {
        (this.sessions, this.tag) = (sessions, SessionPath.TagOrThrow(tag));
        RefuseTaken();
        Staging = Path.Combine(sessions, $".capture-{tag}-{Environment.ProcessId}");
        if (Directory.Exists(Staging))
            Directory.Delete(Staging, recursive: true);
        Directory.CreateDirectory(Staging);
        Directory.CreateDirectory(Bundle, OwnFolder.Private);
    }

    public string Folder => Path.Combine(sessions, tag);

    public string Archive => SessionPath.Bundle(sessions, tag);

    /// <summary>Where it is put together.</summary>
    public string Staging { get; }

    /// <summary>The raw files, which git ignores; root's on the host, so nobody else's here.</summary>
    public string Bundle => Path.Combine(Staging, "bundle");

    /// <returns>The session as it lies there; its manifest says what the files are.</returns>
    public async Task<CapturedSession> PublishAsync(SessionManifest manifest, Analysis analysis, CancellationToken cancellationToken)
    {
        await RecordFile.WriteAsync(Path.Combine(Staging, AnalyzeSessions.FileName), analysis, cancellationToken);
        var files = new List<SessionFile>();
        foreach (var file in Directory.EnumerateFiles(Staging, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (file.StartsWith(Bundle, StringComparison.Ordinal))
                File.SetUnixFileMode(file, OwnFolder.PrivateFile);
            var record = await FileRecord.OfAsync(file, cancellationToken);
            files.Add(new(Path.GetRelativePath(Staging, file), record.Size, record.Sha256));
        }

        manifest = manifest with { Files = files };
        await RecordFile.WriteAsync(Path.Combine(Staging, SessionManifest.FileName), manifest, cancellationToken);
        var packed = $"{Staging}.tar.gz";
        try
        {
            await using (var gzip = new GZipStream(OwnFolder.CreateFile(packed), CompressionLevel.Optimal))
                await TarFile.CreateFromDirectoryAsync(Staging, gzip, includeBaseDirectory: false, cancellationToken);
            RefuseTaken();
            Directory.Move(Staging, Folder);
            File.Move(packed, Archive);
            return new(Folder, Archive, manifest, analysis);
        }
        finally
        {
            File.Delete(packed);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Staging))
            Directory.Delete(Staging, recursive: true);
    }

    void RefuseTaken()
    {
        foreach (var taken in new[] { Folder, Archive }.Where(Path.Exists))
            throw new TrialException($"the tag {tag} is taken: a session is never overwritten", taken,
                "Choose another --tag, such as one with the number of the attempt", ExitStatus.Refused);
    }
}
