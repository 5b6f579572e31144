namespace SpiceTrial.Testing;

/// <summary>How the rule behaves: false findings in A/A trials and power, as the tables in <c>docs/verdict-simulations.md</c>.</summary>
public static class RuleTable
{
    const int Seed = 20261125;
    const double Minutes = 10;

    static readonly int[] Sizes = [4, 5, 6];

    static readonly SimulatedArm Field = SimulatedArm.Field;

    /// <summary>A workload whose stream comes back in a minute and lasts for half of one.</summary>
    static readonly SimulatedArm Half = new(1, 2, 0.25);

    static readonly SimulatedArm Cured = new(30, 1, 0.25);

    public static IReadOnlyList<SimulatedTrials> SameArms { get; } =
    [
        .. from arm in ((string Name, SimulatedArm Arm)[])[("field's rates", Field), ("half of the time", Half), ("cured", Cured)]
           from variation in (double[])[0, 1, 2]
           from runs in Sizes
           select Same($"{arm.Name}, runs vary by {variation * 100:0}%", arm.Arm with { Variation = variation }, runs),
        .. from runs in Sizes select Same("half of the runs engage and stay, half never do", new(30, 0) { NeverEngages = 0.5 }, runs),
        .. from runs in Sizes
           select Same("one long run and short ones", Half with { Variation = 1 }, runs) with { FirstIsLonger = 13, Minutes = 1.5 },
        .. from runs in Sizes select Same("the guest drifts tenfold, in turns", Field with { EngagementsPerMinute = 0.3 }, runs)
            with { Drift = 10 },
        .. from runs in Sizes
           select Same("the guest drifts tenfold, stock all first", Field with { EngagementsPerMinute = 0.3 }, runs)
               with { Drift = 10, BaselineFirst = true },
        .. from runs in Sizes select Same("the guest aborts in 20% of the runs", Field with { Aborts = 0.2 }, runs),
        .. from runs in Sizes select Same("the process crashes in 10% of the runs", Field with { Crashes = 0.1 }, runs),
        .. from runs in Sizes select Same("all first, no drift", Half, runs) with { BaselineFirst = true },
    ];

    public static IReadOnlyList<SimulatedTrials> Effects { get; } =
    [
        .. from cure in ((string Name, SimulatedArm Arm)[])
           [
               ("comes back in 2 s", Field with { EngagementsPerMinute = 30 }),
               ("comes back in 10 s", Field with { EngagementsPerMinute = 6 }),
               ("comes back 20 times as often", Field with { EngagementsPerMinute = 1 }), ("comes and stays", new(30, 0, 0.25)),
           ]
           from runs in Sizes
           select new SimulatedTrials($"field's rates, {cure.Name}", Field, cure.Arm, runs, Minutes),
        .. from runs in Sizes
           select new SimulatedTrials("half of the time, never comes back", Half, Half with { EngagementsPerMinute = 0.01 }, runs, Minutes),
        .. from runs in Sizes
           select new SimulatedTrials("cured, and crashes in 80% of the runs", Field, Cured with { Crashes = 0.8 }, runs, Minutes),
        .. from runs in Sizes
           select new SimulatedTrials("comes back in 2 s, and the guest aborts in 10% of all runs", Field with { Aborts = 0.1 },
               Cured with { Aborts = 0.1 }, runs, Minutes),
    ];

    /// <param name="trials">Of each design.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static string Write(int trials, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        Section(text, "The same library in both arms (A/A)", SameArms, trials, cancellationToken);
        Section(text, "An effect", Effects, trials, cancellationToken);
        return text.ToString();
    }

    static void Section(
        StringBuilder text, string title, IReadOnlyList<SimulatedTrials> designs, int trials, CancellationToken cancellationToken)
    {
        text.Append(
            $"## {title}\n\n| design | runs per arm | confirmed | refuted | regression | inconclusive | p at or below the level |\n"
                + "|---|---|---|---|---|---|---|\n");
        var rows = new string[designs.Count];
        Parallel.For(0, designs.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var (design, shares) = (designs[i], designs[i].Count(trials, Seed + i));
            rows[i] = $"| {design.Name} | {design.Runs} | {shares.Confirmed * 100:0.0}% | {shares.Refuted * 100:0.0}% | "
                + $"{shares.Regression * 100:0.0}% | {shares.Inconclusive * 100:0.0}% | {shares.Significant * 100:0.0}% |\n";
        });
        text.AppendJoin("", rows).Append('\n');
    }

    static SimulatedTrials Same(string name, SimulatedArm arm, int runs) => new(name, arm, arm, runs, Minutes);
}
