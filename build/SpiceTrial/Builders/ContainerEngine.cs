namespace SpiceTrial.Builders;

/// <summary>docker or podman, with the options that work on this machine.</summary>
sealed record ContainerEngine(string Program, IReadOnlyList<string> RunOptions, IReadOnlyList<string> GlobalOptions)
{
    /// <summary>
    /// What podman needs inside a machine without CAP_SYS_RESOURCE and with hybrid cgroups: its defaults raise limits and
    /// choose crun, and both fail there.
    /// </summary>
    static readonly ContainerEngine ModestPodman = new(
        "podman",
        ["--ulimit", "nofile=1024:1024", "--ulimit", "nproc=2048:2048"],
        ["--runtime", "runc", "--cgroup-manager", "cgroupfs"]);

    /// <summary>In the order in which they are tried.</summary>
    static readonly ContainerEngine[] All = [new("docker", [], []), new("podman", [], []), ModestPodman];

    /// <summary>The engines' names, each once.</summary>
    public static IEnumerable<string> Names => All.Select(x => x.Program).Distinct();

    /// <summary>Every engine, or the one that is asked for, each with every set of options.</summary>
    public static IEnumerable<ContainerEngine> Candidates(string? wanted) => All.Where(x => wanted is null || x.Program == wanted);

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
        return $"{Program} {(await Programs.OutputOfAsync(Call("version", "--format", format), $"{Program} does not say its version", cancellationToken)).Trim()}";
    }
}
