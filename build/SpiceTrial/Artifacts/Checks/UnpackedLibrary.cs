namespace SpiceTrial.Artifacts;

/// <summary>What library packages hold, unpacked.</summary>
/// <param name="Library">The shared library itself.</param>
/// <param name="DebugFile">The file with its debug information, or <c>null</c>.</param>
public sealed record UnpackedLibrary(string Library, string? DebugFile)
{
    /// <exception cref="TrialException">The package can't be unpacked or does not hold exactly one shared library.</exception>
    public static async Task<UnpackedLibrary> FromAsync(string deb, string? symbols, string folder, CancellationToken cancellationToken)
    {
        string[] libraries = [.. (await ExtractAsync(deb, Path.Combine(folder, "library"), cancellationToken))
            .Where(x => Path.GetFileName(x).Contains(".so.", StringComparison.Ordinal))];
        if (libraries is not [var library])
            throw new TrialException($"{Path.GetFileName(deb)} holds {libraries.Length} shared libraries instead of one", deb);
        // What several files share is in .dwz; the file itself is named by its build-id.
        return new UnpackedLibrary(library, symbols is null
            ? null
            : (await ExtractAsync(symbols, Path.Combine(folder, "symbols"), cancellationToken)).SingleOrDefault(
                x => x.EndsWith(".debug", StringComparison.Ordinal) && !x.Contains("/.dwz/", StringComparison.Ordinal)));
    }

    static async Task<IEnumerable<string>> ExtractAsync(string deb, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        (await Programs.RunAsync(new ProgramCall("dpkg-deb", "--extract", deb, folder), cancellationToken))
            .OrThrow($"{Path.GetFileName(deb)} can't be unpacked");
        return Directory.EnumerateFiles(
            folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint });
    }
}
