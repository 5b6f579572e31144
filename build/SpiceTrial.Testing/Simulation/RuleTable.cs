using SpiceTrial.Verdicts;

namespace SpiceTrial.Testing;

/// <summary>How the rule behaves: false findings in A/A trials and power, as the table in <c>docs/verdict-simulations.md</c>.</summary>
public static class RuleTable
{
    const int Seed = 20261125;

    /// <summary>Session 006a to 006c: one or two creates of the video in nine minutes; how long they lasted is not published.</summary>
    static readonly SimulatedArm Field = new(0.2, 1);

    /// <summary>A workload with many plays: engages within half a minute, streams for ten seconds.</summary>
    static readonly SimulatedArm Plays = new(2, 6);

    public static IReadOnlyList<SimulatedTrials> SameArms { get; } =
    [
        .. from arm in ((string Name, SimulatedArm Arm)[])[("field's rates", Field), ("many plays", Plays)]
           from variation in (double[])[0, 0.25, 0.5, 1]
           from runs in (int[])[1, 2, 3, 5]
           select Same(arm.Name, arm.Arm with { Variation = variation }, runs),
    ];

    public static IReadOnlyList<SimulatedTrials> Effects { get; } =
    [
        .. from factor in (double[])[3, 10, 30]
           from runs in (int[])[1, 2, 3, 5]
           select new SimulatedTrials($"field's rates, {factor:0} times", Field with { Variation = 0.25 },
               new(Field.EngagementsPerMinute * factor, 1, 0.25), runs, VerdictRule.PlannedMinutes),
        .. from runs in (int[])[1, 2, 3, 5]
           select new SimulatedTrials("field's rates, comes at once and stays", Field with { Variation = 0.25 }, new(30, 0, 0.25), runs,
               VerdictRule.PlannedMinutes),
        .. from runs in (int[])[1, 2, 3, 5]
           select new SimulatedTrials("field's rates, flaps (engages 30 times as fast, lost 30 times as fast)",
               Field with { Variation = 0.25 }, new(6, 30, 0.25), runs, VerdictRule.PlannedMinutes),
        .. from runs in (int[])[1, 2, 3, 5]
           select new SimulatedTrials(
               "many plays, a tenth", Plays with { Variation = 0.25 }, new(0.2, 6, 0.25), runs, VerdictRule.PlannedMinutes),
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
            $"## {title}\n\n| design | variation of runs | runs per arm | confirmed | refuted | regression | inconclusive | any "
                    + "figure significant |\n|---|---|---|---|---|---|---|---|\n");
        var rows = new string[designs.Count];
        Parallel.For(0, designs.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var (design, shares) = (designs[i], designs[i].Count(trials, Seed + i));
            rows[i] = ($"| {design.Name} | {design.Baseline.Variation * 100:0}% | {design.Runs} | {shares.Confirmed * 100:0.0}% | "
                    + $"{shares.Refuted * 100:0.0}% | {shares.Regression * 100:0.0}% | {shares.Inconclusive * 100:0.0}% | "
                    + $"{shares.AnySignificant * 100:0.0}% |\n");
        });
        text.AppendJoin("", rows).Append('\n');
    }

    static SimulatedTrials Same(string name, SimulatedArm arm, int runs) => new(name, arm, arm, runs, VerdictRule.PlannedMinutes);
}
