namespace SpiceTrial.Verdicts;

/// <summary>How often a trial of this design gives each verdict, if the patch does so much.</summary>
/// <param name="Effect">What the patch does.</param>
/// <param name="Confirmed">Share (0 to 1) of simulated trials.</param>
/// <param name="Refuted">The same.</param>
public sealed record PlannedPower(string Effect, double Confirmed, double Refuted)
{
    const int Trials = 200;
    const int Seed = 20261128;

    /// <summary>At the field's rates: stock loses the video once a minute and gets it back every 20 (sessions 006a to 006c).</summary>
    public static IReadOnlyList<PlannedPower> Of(int runs, int minutes)
    {
        var stock = SimulatedArm.Field;
        (string, SimulatedArm)[] effects = [("none", stock), ("the video comes back in 10 s", stock with { EngagementsPerMinute = 6 }),
            ("the video comes back in 2 s", stock with { EngagementsPerMinute = 30 })];
        return [.. effects.Select(x => (x.Item1, Shares: new SimulatedTrials(x.Item1, stock, x.Item2, runs, minutes).Count(Trials, Seed)))
            .Select(x => new PlannedPower(x.Item1, x.Shares.Confirmed, x.Shares.Refuted))];
    }
}
