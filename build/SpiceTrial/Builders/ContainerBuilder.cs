namespace SpiceTrial.Builders;

/// <summary>Builds in a docker or podman container whose image is the base environment, the same one that the chroot builder
/// enters.</summary>
public sealed class ContainerBuilder(Workspace workspace, string? engineName = null) : IsolatedBuilder(workspace)
{
    (ContainerEngine? Engine, string Reason)? found;

    public override string Name => "container";

    public override async Task<BuilderCheck> CheckAsync(string suite, string architecture, CancellationToken cancellationToken)
    {
        var (engine, reason) = await FindAsync(cancellationToken);
        if (engine is null)
            return new BuilderCheck(
                false, reason, "Start the engine, or install one: `sudo apt-get install docker.io` or `sudo apt-get install podman`");
        // The image is made with mmdebstrap, as the chroot is.
        var chroot = await new ChrootBuilder(Workspace).CheckAsync(suite, architecture, cancellationToken);
        return chroot.Works
            ? new BuilderCheck(true, reason)
            : chroot with { Reason = $"{reason}, but its image can't be made: {chroot.Reason}" };
    }

    protected override async Task<string> BuildAsync(
        BuildRequest request, string environment, BuildProgress progress, CancellationToken cancellationToken)
    {
        var (engine, reason) = await FindAsync(cancellationToken);
        if (engine is null)
            throw new TrialException(
                $"no container starts: {reason}", engineName ?? "docker, podman", "Use --builder chroot, or repair the engine");
        var image = await new ContainerImage(engine, Workspace, progress.Phase).EnsureAsync(request, environment, cancellationToken);
        string[] options =
        [
            "--volume", $"{request.Source.Folder}:/in:ro",
            "--volume", $"{request.OutputFolder}:/out",
            "--volume", $"{CompilerCache.Folder(Workspace, request)}:/ccache",
            "--env", $"JOBS={request.Jobs}", "--env", $"OPTIONS={request.BuildOptions}",
            "--env", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "--env", "HOME=/root",
        ];
        await PackageBuild.RunAsync(
            request, engine.Run(image, options, "sh", "-c", FirstProcess, request.Script), progress, cancellationToken);
        return await engine.DescribeAsync(cancellationToken);
    }

    // The engine's daemon, not the tool, is the parent of a container: it notices the tool's end by its standard input.
    const string FirstProcess = """
        exec 3<&0 </dev/null
        sh -euc "$0" 3<&- & build=$!
        ( cat <&3 >/dev/null; kill -KILL -1 ) &
        wait "$build"
        """;

    // Starting a container takes a second: once for the choice and the build.
    async Task<(ContainerEngine? Engine, string Reason)> FindAsync(CancellationToken cancellationToken) =>
        found ??= await ContainerEngine.FindAsync(engineName, cancellationToken);
}
