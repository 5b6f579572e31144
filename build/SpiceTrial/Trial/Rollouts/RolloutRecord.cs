namespace SpiceTrial.Trial;

/// <summary><c>sessions/rollouts/NAME.json</c>, schema 1; <c>docs/rollout.md</c> describes its keys.</summary>
/// <param name="Name">Of the rollout.</param>
/// <param name="Inventory">The file or folder.</param>
/// <param name="Group">Of it.</param>
/// <param name="Who">Who planned it: user@machine.</param>
/// <param name="Began">When.</param>
/// <param name="Origin">Test, as soon as one host says that it is a test host.</param>
/// <param name="Builds">What is installed, from the first wave on the same.</param>
/// <param name="Waves">In their order; together all hosts of the group when it was planned.</param>
/// <param name="Evidence">What stood between the waves.</param>
/// <param name="Steps">What happened.</param>
public sealed record RolloutRecord(
    string Name, string Inventory, string Group, string Who, DateTimeOffset Began, Origin Origin, IReadOnlyList<RolloutBuild> Builds,
    IReadOnlyList<RolloutWave> Waves, IReadOnlyList<RolloutEvidence> Evidence, IReadOnlyList<RolloutStep> Steps)
{
    /// <summary>What each host's shell must end with 0 before a host counts as ready, as it was given last; <c>null</c> where it never
    /// was.</summary>
    public string? HealthCommand { get; init; }

    /// <summary>How long the hosts' switches wait, as it was given last; <c>null</c> in older records.</summary>
    public TimeSpan? ConfirmWithin { get; init; }

    /// <summary>The wave that comes next, from 0; <c>null</c> where all are confirmed.</summary>
    internal int? Next => Waves.Select((x, i) => (x, i)).Where(x => x.x.State != WaveState.Confirmed).Select(x => (int?)x.i)
        .FirstOrDefault();

    /// <summary>Builds that a host has been confirmed with.</summary>
    internal IReadOnlyList<RolloutBuild> InUse =>
        [.. Builds.Where(x => Hosts.Any(y => y.Outcome == HostOutcome.Confirmed && y.Build == x.BuildId))];

    /// <summary>The command that shows all hosts as they are: ssh may know none of them, or another one, by the inventory's name.</summary>
    internal string Look => ShellWords.Join(["./build.sh", "Status", "--inventory", Inventory, "--group", Group]);

    internal IEnumerable<RolloutHost> Hosts => Waves.SelectMany(x => x.Hosts);

    internal RolloutRecord With(int wave, RolloutWave changed) =>
        this with { Waves = [.. Waves.Select((x, i) => i == wave ? changed : x)] };
}
