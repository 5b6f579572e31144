using SpiceTrial.Packages;
using SpiceTrial.Processes;

namespace SpiceTrial.Builders;

/// <summary>Builds in a docker or podman container whose image is the base environment, imported: nothing is pulled.</summary>
public sealed class ContainerBuilder(Workspace workspace, string? engineName = null) : IBuilder
{
    const string Repository = "spice-trial-base";

    public string Name => "container";

    public async Task<BuilderCheck> CheckAsync(string suite, string architecture, CancellationToken cancellationToken)
    {
        var (engine, reason) = await ContainerEngine.FindAsync(engineName, cancellationToken);
        if (engine is null)
            return new BuilderCheck(false, reason, "Start the engine, or install one: `sudo apt-get install docker.io` or `sudo apt-get install podman`");
        // The image is made with mmdebstrap, as the chroot is.
        var chroot = await new ChrootBuilder(workspace).CheckAsync(suite, architecture, cancellationToken);
        return chroot.Works ? new BuilderCheck(true, reason) : chroot with { Reason = $"{reason}, but its image can't be made: {chroot.Reason}" };
    }

    public async Task<BuilderRecord> BuildAsync(BuildRequest request, BuildProgress progress, CancellationToken cancellationToken)
    {
        var environment = await new BaseEnvironment(workspace).EnsureAsync(request, progress, cancellationToken);
        var image = $"{Repository}:{BaseKey.Of(request)}";
        var engine = await ReadyAsync(request, image, environment, progress, cancellationToken);
        string[] options =
        [
            "--volume", $"{request.Source.Folder}:/in:ro",
            "--volume", $"{request.OutputFolder}:/out",
            "--volume", $"{CompilerCache.Folder(workspace, request)}:/ccache",
            "--env", $"JOBS={request.Jobs}", "--env", $"OPTIONS={request.BuildOptions}", "--env", $"OWNER={await OwnerAsync(engine, cancellationToken)}",
            "--env", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "--env", "HOME=/root", "--env", $"SCRIPT={BaseEnvironment.Script("build-package.sh")}",
        ];
        await PackageBuild.RunAsync(request, engine.Run(image, options, "sh", "-c", FirstProcess), progress, cancellationToken);
        var version = await Programs.RunAsync(engine.Call("--version"), cancellationToken);
        return new BuilderRecord(Name, version.Output.Trim(), "", Isolated: true, BaseKey.Of(request).ToString());
    }

    // The engine's daemon, not the tool, is the parent of a container: it notices the tool's end by its standard input.
    const string FirstProcess = """
        exec 3<&0 </dev/null
        sh -euc "$SCRIPT" 3<&- & build=$!
        ( cat <&3 >/dev/null; kill -KILL -1 ) &
        wait "$build"
        """;

    async Task<ContainerEngine> ReadyAsync(BuildRequest request, string image, string environment, BuildProgress progress, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var engine in ContainerEngine.Candidates(engineName).Where(x => Programs.Find(x.Program) is not null))
        {
            var info = await Programs.RunAsync(engine.Call("info") with { Timeout = TimeSpan.FromSeconds(20) }, cancellationToken);
            if (info.ExitCode != 0)
            {
                problems.Add(Last(info));
                continue;
            }

            if ((await Programs.RunAsync(engine.Call("image", "inspect", image), cancellationToken)).ExitCode != 0)
                await ImportAsync(engine, request, image, environment, progress, cancellationToken);
            var trial = await engine.TryAsync(image, cancellationToken);
            if (trial.ExitCode == 0)
                return engine;
            problems.Add(Last(trial));
        }

        throw new TrialException($"no container starts: {string.Join("; ", problems)}", engineName ?? "docker, podman", "Use --builder chroot, or repair the engine");
    }

    static async Task ImportAsync(ContainerEngine engine, BuildRequest request, string image, string environment, BuildProgress progress, CancellationToken cancellationToken)
    {
        progress.Phase($"importing the base environment into {engine.Program}");
        var archive = Path.Combine(request.OutputFolder, "..", "base.tar");
        try
        {
            (await Programs.RunAsync(
                IsolatedSpace.Call(network: false, "tar --create --numeric-owner --directory=\"$1\" --file=\"$2\" .", environment, archive) with { Timeout = TimeSpan.FromMinutes(10) },
                cancellationToken)).OrThrow("the base environment can't be packed for the container engine");
            (await Programs.RunAsync(engine.Call("import", archive, image) with { Timeout = TimeSpan.FromMinutes(10) }, cancellationToken))
                .OrThrow($"{engine.Program} does not take the base environment");
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>Who owns results: in a container of a rootless engine, root is this user; in any other, this user keeps its number.</summary>
    static async Task<string> OwnerAsync(ContainerEngine engine, CancellationToken cancellationToken)
    {
        if (IsolatedSpace.IsRoot || engine.Program == "podman")
            return "0:0";
        var ids = await Task.WhenAll(new[] { "-u", "-g" }.Select(x => Programs.OutputOfAsync(new ProgramCall("id", x), "who am I", cancellationToken)));
        return string.Join(':', ids.Select(x => x.Trim()));
    }

    static string Last(ProgramResult result) => $"{result.Call.Program}: {result.Error.Trim().Split('\n').Last()}";
}
