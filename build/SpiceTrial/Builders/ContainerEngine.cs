using SpiceTrial.Processes;

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
    public static IReadOnlyList<ContainerEngine> Candidates(string? engine) =>
        [.. new[] { new ContainerEngine("docker", [], []), new ContainerEngine("podman", [], []), ModestPodman }.Where(x => engine is null || x.Program == engine)];

    /// <summary>An image with the first candidate that answers; says of each why it does not.</summary>
    public static async Task<(ContainerEngine? Engine, string Reason)> FindAsync(string? wanted, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var candidate in Candidates(wanted))
        {
            if (Programs.Find(candidate.Program) is null)
            {
                reasons.Add($"{candidate.Program} is not installed");
                continue;
            }

            var result = await Programs.RunAsync(candidate.Call("info") with { Timeout = TimeSpan.FromSeconds(20) }, cancellationToken);
            if (result.ExitCode == 0)
                return (candidate, $"{candidate.Program} answers");
            reasons.Add($"{candidate.Program}: {result.Error.Trim().Split('\n').Last()}");
        }

        return (null, string.Join("; ", reasons.Distinct()));
    }

    /// <summary>Whether a container of that image starts at all: only then do the options fit the machine.</summary>
    public async Task<ProgramResult> TryAsync(string image, CancellationToken cancellationToken) =>
        await Programs.RunAsync(Run(image, [], "true"), cancellationToken);

    public ProgramCall Run(string image, IReadOnlyList<string> options, params IReadOnlyList<string> command) =>
        Call(["run", "--rm", "--interactive", "--network", "none", .. RunOptions, .. options, image, .. command]) with { HoldsLifeline = true };

    public ProgramCall Call(params IReadOnlyList<string> arguments) => new(Program, [.. GlobalOptions, .. arguments]);
}
