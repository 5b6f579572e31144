namespace SpiceTrial.Builders;

/// <summary>The base environment as an engine's image, imported once for each base and engine: nothing is pulled.</summary>
sealed class ContainerImage(ContainerEngine engine, Workspace workspace, Action<string> phase)
{
    const string Repository = "spice-trial-base";

    /// <summary>Images kept of one suite and architecture; each takes about 1 GB.</summary>
    const int Kept = 2;

    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Returns the image's name, importing it first where the engine lacks it; for as long as that takes, a packed copy
    /// of the base is beside the build's output. The caller keeps the base from being forgotten.
    /// </summary>
    public async Task<string> EnsureAsync(BuildRequest request, string environment, CancellationToken cancellationToken)
    {
        var key = BaseKey.Of(request);
        var image = $"{Repository}:{key}-{await MakingAsync(environment, cancellationToken)}";
        if (await HasAsync(image, cancellationToken))
            return image;
        using var _ = await FileLock.TakeAsync(Path.Combine(workspace.Environments, "import.lock"), phase, Timeout, cancellationToken);
        if (!await HasAsync(image, cancellationToken))
        {
            await ImportAsync(image, environment, Path.Combine(request.OutputFolder, "..", "base.tar"), cancellationToken);
            await ForgetOldAsync(image, $"{key.Suite}-{key.Architecture}-", cancellationToken);
        }

        return image;
    }

    // A base that was deleted and made again on the same day may hold newer packages under the same key.
    static async Task<string> MakingAsync(string environment, CancellationToken cancellationToken) =>
        (await FileRecord.OfAsync(CachedTree.Mark(environment), cancellationToken)).Sha256[..12];

    async Task<bool> HasAsync(string image, CancellationToken cancellationToken) =>
        (await Programs.RunAsync(engine.Call("image", "inspect", image), cancellationToken)).ExitCode == 0;

    async Task ImportAsync(string image, string environment, string archive, CancellationToken cancellationToken)
    {
        phase($"importing the base environment into {engine.Program}");
        try
        {
            // A file and not a pipe: without root, only a user namespace reads the base, and the engine is outside of it.
            (await Programs.RunAsync(
                IsolatedSpace.Call(network: false, "tar --create --numeric-owner --directory=\"$1\" --file=\"$2\" .", environment, archive)
                    with { Timeout = Timeout },
                cancellationToken)).OrThrow("the base environment can't be packed for the container engine");
            (await Programs.RunAsync(engine.Call("import", archive, image) with { Timeout = Timeout }, cancellationToken))
                .OrThrow($"{engine.Program} does not take the base environment");
        }
        finally
        {
            File.Delete(archive);
        }
    }

    async Task ForgetOldAsync(string current, string prefix, CancellationToken cancellationToken)
    {
        var listed = await Programs.RunAsync(engine.Call("image", "ls", "--format", "{{.Tag}}", Repository), cancellationToken);
        var old = listed.Output.Split('\n').Where(x => x.StartsWith(prefix, StringComparison.Ordinal)).Select(x => $"{Repository}:{x}")
            .Where(x => x != current).OrderDescending(StringComparer.Ordinal).Skip(Kept - 1);
        // The engine refuses while a container uses an image; the next import tries again.
        foreach (var image in old)
            await Programs.RunAsync(engine.Call("image", "rm", image), cancellationToken);
    }
}
