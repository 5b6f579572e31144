using System.Text.Json;

namespace SpiceTrial.Artifacts;

/// <summary>Closes a folder of artifacts: README, manifest, provenance and, with a key, its signature, in the order in which each names the
/// one before.</summary>
public static class ArtifactsSeal
{
    internal const string ReadmeName = "README.md";

    /// <summary>Of the provenance, detached and armoured.</summary>
    public const string SignatureName = Provenance.FileName + ".asc";

    /// <summary>What stands beside the manifest's own files.</summary>
    public static IReadOnlyList<string> Unlisted { get; } = [Manifest.FileName, Provenance.FileName, SignatureName];

    /// <summary>Replaces an earlier seal; the manifest's list of files is made anew from the folder. The key is one that gpg knows, or
    /// <c>null</c> for no signature.</summary>
    /// <returns>The manifest as it was written.</returns>
    public static async Task<Manifest> WriteAsync(string folder, Manifest draft, string? signingKey, CancellationToken cancellationToken)
    {
        var key = signingKey is null ? null : await SigningKey.FindAsync(signingKey, cancellationToken);
        foreach (var earlier in Unlisted.Append(ReadmeName))
            File.Delete(Path.Combine(folder, earlier));
        var manifest = draft with { Files = await ArtifactFiles.OfAsync(folder, cancellationToken) };
        await File.WriteAllTextAsync(Path.Combine(folder, ReadmeName), ArtifactsReadme.Write(manifest), cancellationToken);
        manifest = manifest with { Files = [.. manifest.Files
            .Append(await ArtifactFiles.OneAsync(Path.Combine(folder, ReadmeName), cancellationToken))
            .OrderBy(x => x.Name, StringComparer.Ordinal)] };
        await RecordFile.WriteAsync(Path.Combine(folder, Manifest.FileName), manifest, cancellationToken);
        var statement = await Provenance.OfAsync(folder, cancellationToken);
        byte[] content = [.. JsonSerializer.SerializeToUtf8Bytes(statement, RecordJson.Options), (byte)'\n'];
        await AtomicFile.WriteAsync(Path.Combine(folder, Provenance.FileName), content, cancellationToken);
        if (key is not null)
            (await Programs.RunAsync(SigningKey.Call("--armor", "--local-user", key, "--output", Path.Combine(folder, SignatureName),
                "--detach-sign", Path.Combine(folder, Provenance.FileName)), cancellationToken))
                .OrThrow($"the provenance can't be signed with {Printable.Show(key)}");
        return manifest;
    }
}
