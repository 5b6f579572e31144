using System.Security.Cryptography;

namespace SpiceTrial.Ground;

/// <summary>A file by name, size in bytes and SHA-256 in lower-case hex.</summary>
public record FileRecord(string Name, long Size, string Sha256)
{
    public static async Task<FileRecord> OfAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return new FileRecord(
            Path.GetFileName(path), stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)));
    }

    /// <summary>The hash of a text as it is written to a file.</summary>
    public static string Sha256Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Throws unless the file is there with exactly this size and hash; another content is refused.</summary>
    public async Task VerifyAsync(string folder, string? hint, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            throw new TrialException($"{Name} is missing", path, hint);
        var found = await OfAsync(path, cancellationToken);
        if (found.Size != Size || found.Sha256 != Sha256)
            throw new TrialException(
                $"{Name} is another file than was expected: SHA-256 {found.Sha256} ({found.Size} bytes), not {Sha256} ({Size} bytes)",
                path, hint, ExitStatus.Refused);
    }
}
