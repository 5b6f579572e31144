namespace SpiceTrial.Builders;

/// <summary>A builder that starts from the base environment and has no network: its packages can be compared with those of another
/// one.</summary>
public abstract class IsolatedBuilder(Workspace workspace) : IBuilder
{
    public abstract string Name { get; }

    protected Workspace Workspace => workspace;

    public abstract Task<BuilderCheck> CheckAsync(string suite, string architecture, CancellationToken cancellationToken);

    public async Task<BuilderRecord> BuildAsync(BuildRequest request, BuildProgress progress, CancellationToken cancellationToken)
    {
        var environment = await new BaseEnvironment(workspace).EnsureAsync(request, progress, cancellationToken);
        using var use = CachedTree.Use(environment);
        using var cache = CompilerCache.Use(workspace, request);
        // The run's own copy, in whatever mode the umask gave it: the user of the build is another one.
        File.SetUnixFileMode(request.Source.Folder, OwnFolder.ReadByOthers);
        foreach (var path in Directory.EnumerateFiles(request.Source.Folder))
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherRead);
        var detail = await BuildAsync(request, environment, progress, cancellationToken);
        return new BuilderRecord(Name, detail, "", Isolated: true, BaseKey.Of(request).ToString());
    }

    /// <param name="request">What to build.</param>
    /// <param name="environment">The folder of the base, which is only read.</param>
    /// <param name="progress">Told what happens.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <returns>Engine and versions, for the record.</returns>
    protected abstract Task<string> BuildAsync(
        BuildRequest request, string environment, BuildProgress progress, CancellationToken cancellationToken);
}
