namespace SpiceTrial.Artifacts;

/// <summary>The trees of a library package and of its debug symbols.</summary>
/// <param name="Tree">What the package installs.</param>
/// <param name="Library">The shared library itself.</param>
/// <param name="DebugFile">The file with its debug information, or <c>null</c>.</param>
public sealed record UnpackedLibrary(string Tree, string Library, string? DebugFile)
{
    /// <exception cref="TrialException">The package can't be unpacked or does not hold exactly one shared library.</exception>
    public static async Task<UnpackedLibrary> FromAsync(string deb, string? symbols, string folder, CancellationToken cancellationToken)
    {
        var tree = await ExtractAsync(deb, Path.Combine(folder, "library"), cancellationToken);
        string[] libraries = [.. RealFiles(tree).Where(x => Path.GetFileName(x).Contains(".so.", StringComparison.Ordinal))];
        if (libraries is not [var library])
            throw new TrialException($"{Path.GetFileName(deb)} holds {libraries.Length} shared libraries instead of one", deb);
        return new UnpackedLibrary(
            tree, library, symbols is null ? null : await DebugFileAsync(symbols, Path.Combine(folder, "symbols"), cancellationToken));
    }

    static async Task<string?> DebugFileAsync(string symbols, string folder, CancellationToken cancellationToken)
    {
        var tree = await ExtractAsync(symbols, folder, cancellationToken);
        // What several files share is in .dwz; the file itself is named by its build-id.
        return RealFiles(tree).SingleOrDefault(
            x => x.EndsWith(".debug", StringComparison.Ordinal) && !x.Contains("/.dwz/", StringComparison.Ordinal));
    }

    static async Task<string> ExtractAsync(string deb, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        (await Programs.RunAsync(new ProgramCall("dpkg-deb", "--extract", deb, folder), cancellationToken))
            .OrThrow($"{Path.GetFileName(deb)} can't be unpacked");
        return folder;
    }

    static IEnumerable<string> RealFiles(string tree) => Directory
        .EnumerateFiles(tree, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint });
}
