using SpiceTrial.Lab;
using SpiceTrial.Sessions;

namespace SpiceTrial.Testing;

/// <summary>Rule, lab and guest side by side: where they differ, one of them is wrong.</summary>
static class TruthTable
{
    /// <param name="scenarios">In their order.</param>
    /// <param name="runs">What the guests did, with the server's figures.</param>
    /// <param name="cells">What the lab did.</param>
    public static IReadOnlyList<TruthCell> Of(
        IReadOnlyList<Scenario> scenarios, IReadOnlyList<(RehearsalRun Run, RunFigures Figures)> runs, IReadOnlyList<LabCell> cells) =>
        [.. from scenario in scenarios
            let ofScenario = runs.Where(x => x.Run.Scenario == scenario.Name).ToList()
            from ring in ofScenario.Select(x => x.Run.RingSize).Distinct().Order()
            select Cell(scenario, ring, [.. ofScenario.Where(x => x.Run.RingSize == ring)],
                [.. cells.Where(x => x.Scenario == scenario.Name && x.RingSize == ring)])];

    static TruthCell Cell(
        Scenario scenario, int ring, List<(RehearsalRun Run, RunFigures Figures)> runs, List<LabCell> cells)
    {
        var (streams, why) = RingRule.Of(scenario, ring, runs);
        var guest = (Engaged: runs.Sum(x => x.Run.PlaysEngaged), Offered: runs.Sum(x => x.Run.PlaysOffered));
        var lab = cells.Count > 0 && cells.All(x => x.Outcome == CellOutcome.Ran)
            ? ((int Engaged, int Offered)?)(cells.Sum(x => x.PlaysEngaged ?? 0), cells.Sum(x => x.PlaysOffered ?? 0)) : null;
        return new(
            scenario.Name, ring, Words(streams is { } plays ? (plays, guest.Offered) : null), why, Words(lab), Words(guest)!,
            // The rule is about these very plays. The lab has its own: only its share can be held against the guest's.
            (streams ?? guest.Engaged) == guest.Engaged && Share(lab ?? guest) == Share(guest));
    }

    static string? Words((int Engaged, int Offered)? plays) => plays is { } x ? $"{x.Engaged} of {x.Offered}" : null;

    // One play in ten may go either way, such as the first one, while the guest still boots.
    static string Share((int Engaged, int Offered) plays) => plays.Offered == 0 ? "nothing"
        : ((double)plays.Engaged / plays.Offered) switch { >= 0.9 => "all", <= 0.1 => "none", _ => "some" };
}
