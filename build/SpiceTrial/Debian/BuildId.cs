namespace SpiceTrial.Debian;

/// <summary>The GNU build-id (NT_GNU_BUILD_ID note) of a shared library, lower-case hex; read by readelf of binutils.</summary>
public static partial class BuildId
{
    /// <returns>That of the shared library in a .deb; <c>null</c> for a package without one, such as -dev.</returns>
    /// <exception cref="TrialException">It is no package, or a larger one than any of this library; or readelf is not installed, or did
    /// not come to an end.</exception>
    public static async Task<string?> OfPackageAsync(string deb, CancellationToken cancellationToken)
    {
        using var scratch = new TemporaryFolder("build-id");
        var libraries = await PackageFiles.TakeAsync(
            deb, scratch.Path, x => Path.GetFileName(x).Contains(".so.", StringComparison.Ordinal), cancellationToken);
        return libraries is [var library, ..] ? await OfFileAsync(library, cancellationToken) : null;
    }

    /// <returns><c>null</c> for a file that is no ELF file, or has no such note.</returns>
    /// <exception cref="TrialException">readelf is not installed, or did not come to an end.</exception>
    public static async Task<string?> OfFileAsync(string file, CancellationToken cancellationToken)
    {
        // Whatever readelf says of a damaged file: what counts is whether it finds the note.
        var output = (await Programs.RunAsync(new("readelf", "--notes", file), cancellationToken)).Output;
        return Note().Match(output) is { Success: true } note ? note.Groups[1].Value : null;
    }

    [GeneratedRegex(@"^\s+Build ID: ([0-9a-f]+)$", RegexOptions.Multiline)]
    private static partial Regex Note();
}
