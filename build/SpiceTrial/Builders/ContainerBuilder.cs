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
        // An engine of root has no user namespace: the user of its builds is a user of the machine.
        if ((await Programs.RunAsync(new("getent", "passwd", $"{BaseEnvironment.Builder}"), cancellationToken)).ExitCode == 0)
            return new BuilderCheck(false, $"{reason}, but the user id {BaseEnvironment.Builder} of builds is somebody's here",
                "Use --builder chroot");
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
            "--security-opt", "no-new-privileges", "--cap-drop", "ALL",
            // Of the first process alone, which becomes the user of builds, ends what is left, and gives the results to the caller.
            .. new[] { "CHOWN", "DAC_OVERRIDE", "KILL", "SETGID", "SETPCAP", "SETUID" }.SelectMany(x => new[] { "--cap-add", x }),
            "--env", $"JOBS={request.Jobs}", "--env", $"OPTIONS={request.BuildOptions}",
            "--env", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "--env", "HOME=/root",
        ];
        await PackageBuild.RunAsync(
            request, engine.Run(image, options, "sh", "-c", EmbeddedText.Read("take-results.sh") + FirstProcess, request.Script), progress,
            cancellationToken);
        return await engine.DescribeAsync(cancellationToken);
    }

    // The engine's daemon, not the tool, is the parent of a container: it notices the tool's end by its standard input.
    const string FirstProcess = """
        exec 3<&0 </dev/null
        $as_build_user sh -euc "$0" 3<&- & build=$!
        ( cat <&3 >/dev/null; kill -KILL -1 ) &
        status=0
        wait "$build" || status=$?
        kill -KILL -1 2>/dev/null || true
        [ "$status" != 0 ] || take_results /build/result /out || status=$?
        exit "$status"
        """;

    // Starting a container takes a second: once for the choice and the build.
    async Task<(ContainerEngine? Engine, string Reason)> FindAsync(CancellationToken cancellationToken) =>
        found ??= await ContainerEngine.FindAsync(engineName, Workspace.Cache, cancellationToken);
}
