using SpiceTrial.Debian;

namespace SpiceTrial.Trial;

/// <summary>What is new since the last night: <c>./build.sh Nightly</c>, described in docs/nightly.md.</summary>
/// <param name="settings">Suite and architecture, where given, narrow it; the default is every suite on this machine's
/// architecture.</param>
/// <param name="output">Is told what happens.</param>
/// <param name="proof">Knows what is served, proves it and finds out about it.</param>
public sealed class NightlyRun(ChainSettings settings, IChainOutput output, IReleaseProof proof)
{
    const string Records = "sessions/nightly";

    /// <summary>Where it publishes.</summary>
    public static string FolderOf(ChainSettings settings) => Path.Combine(settings.Root, "built", "nightly");

    /// <exception cref="TrialException">Another night goes on, or a program is missing. What goes wrong with one release is in its
    /// row.</exception>
    public async Task<IReadOnlyList<ReleaseRow>> RunAsync(CancellationToken cancellationToken)
    {
        var architecture = settings.Architecture ?? (await OwnRelease.ReadAsync(cancellationToken)).Architecture;
        var rows = await new ReleaseRun(settings, output, proof, new(settings.Workspace, settings.TraceItems)).RunAsync(
            [architecture], _ => Task.CompletedTask, cancellationToken);
        if (settings.Output is not { } copy)
            return rows;
        await RecordFile.WriteAsync(Path.Combine(copy, "nightly.json"), new { Rows = rows.Select(x => new {
            x.Release.Suite, x.Release.Architecture, x.Release.Version, Outcome = x.Word, x.Detail, x.IsFailure, x.IsServed }) },
            cancellationToken);
        // Apart, because whoever vouches for packages can't read rows.
        var vouched = Path.Combine(copy, "proven");
        OwnFolder.Delete(vouched);
        foreach (var package in rows.SelectMany(x => x.Arms)
            .SelectMany(x => Directory.EnumerateFiles(Path.Combine(settings.Root, x.Folder), "*.deb")))
            await AtomicFile.WriteAsync(Path.Combine(vouched, Path.GetRelativePath(FolderOf(settings), package)),
                await File.ReadAllBytesAsync(package, cancellationToken), cancellationToken);
        return rows;
    }

    /// <exception cref="TrialException">A verdict changed, a patch conflicts, a release could not be proven, or the mirror serves
    /// none.</exception>
    public static void ThrowIfFailed(IReadOnlyList<ReleaseRow> rows)
    {
        var failed = rows.Where(x => x.IsFailure).ToList();
        if (failed.Count > 0)
            throw new TrialException(
                $"the night failed: {string.Join("; ", failed.Select(x => $"{x.Release}: {x.Word}: {x.Detail}"))}", Records,
                "The records and reports there say what changed; docs/nightly.md says what to do");
        if (!rows.Any(x => x.IsServed))
            throw new TrialException(
                $"the mirror serves no release: {string.Join("; ", rows.Select(x => $"{x.Release}: {x.Detail}"))}", Records,
                "Name another mirror with --mirror");
    }
}
