using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>Draws the order of a new trial.</summary>
public static class DrawPlan
{
    /// <summary>Simulated trials of each effect, by which a plan says how often it decides.</summary>
    public const int Trials = 200;

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
            Power = request.Power(request.Runs, request.Minutes),
        };
    }
}
