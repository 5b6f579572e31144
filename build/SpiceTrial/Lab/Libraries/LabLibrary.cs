namespace SpiceTrial.Lab;

/// <summary>A library under test.</summary>
/// <param name="RingSize">Entries of its trace ring, as its artifact or the operator says; 8 is stock.</param>
/// <param name="Path">The .so.</param>
/// <param name="Sha256">Of the .so.</param>
/// <param name="BuildId">GNU build-id, or <c>null</c> where it has none.</param>
/// <param name="Origin">Where it is from, in words.</param>
public sealed record LabLibrary(int RingSize, string Path, string Sha256, string? BuildId, string Origin)
{
    /// <summary>Those that the operator names: <c>N=PATH</c>.</summary>
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
            var path = System.IO.Path.GetFullPath(word[(at + 1)..]);
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
        return new(ringSize, path, (await FileRecord.OfAsync(path, cancellationToken)).Sha256,
            await Debian.BuildId.OfElfAsync(stream, cancellationToken), origin);
    }

    static TrialException Bad(string what, string hint) => new(what, "--library", hint, ExitStatus.BadInput);
}
