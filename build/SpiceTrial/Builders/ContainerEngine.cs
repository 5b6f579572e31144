namespace SpiceTrial.Builders;

/// <summary>docker or podman, with the options that work on this machine.</summary>
sealed record ContainerEngine(string Program, IReadOnlyList<string> RunOptions, IReadOnlyList<string> GlobalOptions)
{
    /// <summary>
    /// In the order in which they are tried. The last is what podman needs inside a machine without CAP_SYS_RESOURCE and with hybrid
    /// cgroups: its defaults raise limits and choose crun, and both fail there.
    /// </summary>
    static readonly ContainerEngine[] All =
    [
        new("docker", [], []),
        new("podman", [], []),
        new("podman", ["--ulimit", "nofile=1024:1024", "--ulimit", "nproc=2048:2048"],
            ["--runtime", "runc", "--cgroup-manager", "cgroupfs"]),
    ];

    // In every glibc system and linked statically; Ubuntu has a script in its place and the program beside it.
    static readonly string[] StaticPrograms = ["/sbin/ldconfig.real", "/sbin/ldconfig"];

    /// <summary>
    /// The first engine that starts a container on this machine, with the options it needs: an engine that answers may still fail at
    /// that. The image of that container holds one static program and is removed again.
    /// </summary>
    /// <param name="wanted">The only one to try.</param>
    /// <param name="folder">Whose files a container must see: that of an engine on another machine sees others.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The engine, or <c>null</c> and of each candidate why not.</returns>
    public static async Task<(ContainerEngine? Engine, string Reason)> FindAsync(
        string? wanted, string folder, CancellationToken cancellationToken)
    {
        if (wanted is not null && All.All(x => x.Program != wanted))
            throw new TrialException($"there is no container engine {wanted}", "--container-engine",
                $"Use one of {string.Join(", ", All.Select(x => x.Program).Distinct())}", ExitStatus.BadInput);
        var reasons = new List<string>();
        foreach (var engine in All.Where(x => wanted is null || x.Program == wanted))
        {
            if (await engine.ProblemAsync(folder, cancellationToken) is not { } problem)
                return (engine, $"{engine.Program} starts containers");
            reasons.Add($"{engine.Program}: {problem}");
        }

        return (null, string.Join("; ", reasons.Distinct()));
    }

    /// <summary>
    /// Runs a command as the first process of a new container without network, which is removed afterwards. Standard
    /// input is the tool's lifeline. Nothing is pulled, and the log is the tool's: the engine keeps none.
    /// </summary>
    public ProgramCall Run(string image, IReadOnlyList<string> options, params IReadOnlyList<string> command) =>
        Call(["run", "--rm", "--interactive", "--pull", "never", "--log-driver", "none", "--network", "none", .. RunOptions, .. options,
            image, .. command])
            with { HoldsLifeline = true };

    public ProgramCall Call(params IReadOnlyList<string> arguments) => new(Program, [.. GlobalOptions, .. arguments]);

    /// <summary>Name and version of what runs the containers: docker's client may have another one than its daemon.</summary>
    public async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        var format = Program == "docker" ? "{{.Server.Version}}" : "{{.Client.Version}}";
        var said = await Programs.OutputOfAsync(
            Call("version", "--format", format), $"{Program} does not say its version", cancellationToken);
        return $"{Program} {said.Trim()}";
    }

    async Task<string?> ProblemAsync(string folder, CancellationToken cancellationToken)
    {
        if (Programs.Find(Program) is null)
            return "is not installed";
        try
        {
            return await StartAsync(folder, cancellationToken);
        }
        catch (TrialException e)
        {
            // An engine that hangs is as useless as one that refuses.
            return e.What;
        }
    }

    async Task<string?> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var program = StaticPrograms.First(x => x == StaticPrograms[^1] || File.Exists(x));
        var import = Call("import", "-");
        var imported = await Programs.RunAsync(
            new ProgramCall("sh", ["-c", "tar --create --dereference --directory=/ \"$0\" | \"$@\"", program[1..], import.Program,
                .. import.Arguments]), cancellationToken);
        if (imported.ExitCode != 0)
            return LastLine(imported.Error);
        var image = LastLine(imported.Output);
        // ldconfig can print any cache of the loader's; a file that is not there becomes a folder in a container.
        var seen = Path.Combine(Directory.CreateDirectory(folder).FullName, $"seen-by-containers.{Guid.NewGuid():N}");
        try
        {
            File.Copy("/etc/ld.so.cache", seen);
            var run = await Programs.RunAsync(
                Run(image, ["--volume", $"{seen}:/seen:ro"], program, "-p", "-C", "/seen"), cancellationToken);
            if (run.ExitCode == 0)
                return null;
            var starts = await Programs.RunAsync(Run(image, [], program, "--version"), cancellationToken);
            return starts.ExitCode == 0 ? $"its containers do not see the files of {folder} (another machine's engine?)"
                : LastLine(starts.Error);
        }
        finally
        {
            File.Delete(seen);
            // Without the caller's token: a cancelled run cleans up as well.
            await Programs.RunAsync(Call("image", "rm", image), CancellationToken.None);
        }
    }

    static string LastLine(string text) => text.Trim().Split('\n')[^1];
}
