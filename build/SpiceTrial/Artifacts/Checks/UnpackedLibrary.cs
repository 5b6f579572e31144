using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>What library packages hold, unpacked.</summary>
/// <param name="Library">The shared library itself.</param>
/// <param name="DebugFile">The file with its debug information, or <c>null</c>.</param>
public sealed record UnpackedLibrary(string Library, string? DebugFile)
{
    /// <exception cref="TrialException">The package can't be unpacked or does not hold exactly one shared library.</exception>
    public static async Task<UnpackedLibrary> FromAsync(string deb, string? symbols, string folder, CancellationToken cancellationToken)
    {
        var libraries = await PackageFiles.TakeAsync(deb, Path.Combine(folder, "library"),
            x => Path.GetFileName(x).Contains(".so.", StringComparison.Ordinal), cancellationToken);
        if (libraries is not [var library])
            throw new TrialException($"{Path.GetFileName(deb)} holds {libraries.Count} shared libraries instead of one", deb);
        // What several files share is in .dwz; the file itself is named by its build-id.
        return new UnpackedLibrary(library, symbols is null
            ? null
            : (await PackageFiles.TakeAsync(symbols, Path.Combine(folder, "symbols"), x => x.EndsWith(".debug", StringComparison.Ordinal),
                cancellationToken)).SingleOrDefault(x => !x.Contains("/.dwz/", StringComparison.Ordinal)));
    }
}
