using SpiceTrial.Verdicts;

namespace SpiceTrial.Testing;

/// <summary>How often a trial that is planned decides, simulated with the rule itself at the field's rates.</summary>
public static class PlannedTrials
{
    const int Seed = 20261128;

    /// <param name="runs">Of each arm.</param>
    /// <param name="minutes">Of playback of each.</param>
    /// <returns>For each of some effects of the patch; the same for the same design.</returns>
    public static IReadOnlyList<PlannedPower> Power(int runs, int minutes)
    {
        var stock = SimulatedArm.Field;
        (string Effect, SimulatedArm Arm)[] effects =
            [("none", stock), ("the video comes back in 10 s", stock with { EngagementsPerMinute = 6 }),
            ("the video comes back in 2 s", stock with { EngagementsPerMinute = 30 })];
        return [.. effects
            .Select(x => (x.Effect, Shares: new SimulatedTrials(x.Effect, stock, x.Arm, runs, minutes).Count(DrawPlan.Trials, Seed)))
            .Select(x => new PlannedPower(x.Effect, x.Shares.Confirmed, x.Shares.Refuted))];
    }
}
