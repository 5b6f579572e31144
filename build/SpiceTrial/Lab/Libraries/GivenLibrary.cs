using SpiceTrial.Debian;

namespace SpiceTrial.Lab;

/// <summary>A library that the operator names: <c>N=PATH</c>.</summary>
public static class GivenLibrary
{
    const string Option = "--library";

    /// <exception cref="TrialException">Not of that form, a number twice, or no such file.</exception>
    public static IReadOnlyDictionary<int, string> Parse(IReadOnlyList<string> words)
    {
        var libraries = new Dictionary<int, string>();
        foreach (var word in words)
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at < 1 || !int.TryParse(word[..at], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size < 1)
                throw Bad(
                    $"not of the form N=PATH: {word}", "Write for example --library 8=/usr/lib/x86_64-linux-gnu/libspice-server.so.1");
            var path = Path.GetFullPath(word[(at + 1)..]);
            if (!File.Exists(path))
                throw Bad($"there is no library {path}", "Name the .so file itself");
            if (!libraries.TryAdd(size, path))
                throw Bad($"{size} is given twice", "Give each ring size one library");
        }

        return libraries;
    }

    public static async Task<LabLibrary> OpenAsync(int ringSize, string path, string origin, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream, cancellationToken));
        stream.Position = 0;
        return new(ringSize, path, hash, await BuildId.OfElfAsync(stream, cancellationToken), origin);
    }

    static TrialException Bad(string what, string hint) => new(what, Option, hint, ExitStatus.BadInput);
}
