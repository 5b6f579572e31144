using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>The debug symbols are those of this library: they have its build-id.</summary>
sealed class DebugSymbolsCheck : IArtifactCheck
{
    public string Name => "debug symbols";

    public IReadOnlyList<string> Needs => ["dpkg-deb"];

    public string Command(ArtifactsInHand artifacts) => artifacts.Symbols is not { } symbols ? ""
        : RepeatedBy.Unpacking("d", [artifacts.Library.Name, symbols.Name],
            $"dpkg-deb -f {ShellWords.Quote(symbols.Name)} Build-Ids && readelf -n \"$d\"/usr/lib/*/libspice-server.so.1 "
                + "\"$d\"/usr/lib/debug/.build-id/*/*.debug");

    public async Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.Symbols is not { } symbols)
            return Finding.NotChecked("the build made no dbgsym package");
        var library = await BuildId.OfPackageAsync(artifacts.PathOf(artifacts.Library), cancellationToken);
        var named = await ArtifactFiles.BuildIdOfAsync(artifacts.PathOf(symbols), cancellationToken);
        // The control file of the dbgsym is only a claim: the debug file carries the note itself.
        var debug = (await artifacts.UnpackAsync(cancellationToken)).DebugFile;
        await using var stream = debug is null ? null : File.OpenRead(debug);
        var noted = stream is null ? null : await BuildId.OfElfAsync(stream, cancellationToken);
        return Finding.Of(
            library is not null && library == named && library == noted && library == artifacts.Library.BuildId,
            $"build-id {library ?? "none"}, symbols for "
                + $"{named ?? "none"}{(noted == named ? "" : $", debug file {noted ?? "none"}")}{(library == artifacts.Library.BuildId ? "" : $", the manifest says {artifacts.Library.BuildId ?? "none"}")}");
    }
}
