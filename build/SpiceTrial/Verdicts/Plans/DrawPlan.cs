using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>Draws the order of a new trial, and says beforehand how often such a trial decides.</summary>
public static class DrawPlan
{
    /// <summary>Simulated trials of each effect.</summary>
    public const int Trials = 200;

    const int Seed = 20261128;

    /// <exception cref="TrialException">So many runs are not planned.</exception>
    public static TrialPlan Of(PlanRequest request, DateTimeOffset now)
    {
        if (request.Runs is < VerdictRule.LeastRuns or > RunOrders.MostPlanned)
            throw new TrialException($"{request.Runs} runs of each arm can't be planned", "--runs",
                $"Between {VerdictRule.LeastRuns} (fewer never give yes or no) and {RunOrders.MostPlanned}", ExitStatus.BadInput);
        var orders = RunOrders.InTurns(request.Runs);
        var order = orders[new Random(request.Seed).Next(orders.Count)];
        var runs = order.Select((x, i) => ($"{request.Id}-{i + 1:00}-{(x ? "patched" : "stock")}", x));
        return TrialPlan.Of(request.Id, runs, request.Minutes) with
        {
            Created = now,
            Question =
                $"Does a trace ring of {request.TraceItems} entries instead of {EvictionReach.StockEntries} keep the video streaming?",
            Primary = request.IsOfPlays ? TrialFigures.PrimaryOfPlays : TrialFigures.Primary,
            Arms = [new(PlannedArm.Baseline, EvictionReach.StockEntries), new(PlannedArm.Candidate, request.TraceItems)],
            Seed = request.Seed,
            Video = request.Video?.ToString(),
            Mode = request.Mode,
            Power = Power(request.Runs, request.Minutes),
        };
    }

    /// <summary>By the rule itself, at the field's rates.</summary>
    static IReadOnlyList<PlannedPower> Power(int runs, int minutes)
    {
        var stock = SimulatedArm.Field;
        (string Effect, SimulatedArm Arm)[] effects =
            [("none", stock), ("the video comes back in 10 s", stock with { EngagementsPerMinute = 6 }),
            ("the video comes back in 2 s", stock with { EngagementsPerMinute = 30 })];
        return [.. effects.Select(x => (x.Effect, Shares: new SimulatedTrials(x.Effect, stock, x.Arm, runs, minutes).Count(Trials, Seed)))
            .Select(x => new PlannedPower(x.Effect, x.Shares.Confirmed, x.Shares.Refuted))];
    }
}
