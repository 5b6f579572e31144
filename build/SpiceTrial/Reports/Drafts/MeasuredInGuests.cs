using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>What real guests on a test host add to the issue: sums over the runs of a rehearsal by scenario and ring.</summary>
/// <param name="Path">Of the <c>rehearsal.json</c>, relative to the project.</param>
/// <param name="Record">What it holds.</param>
/// <param name="Comparisons">Those that it names.</param>
sealed record MeasuredInGuests(string Path, Rehearsal Record, IReadOnlyList<Comparison> Comparisons)
{
    public IReadOnlyList<Arm> Arms { get; } =
    [
        .. Record.Runs.GroupBy(x => (x.Scenario, x.RingSize)).OrderBy(x => x.Key).Select(x => new Arm(
            x.Key.Scenario, x.Key.RingSize, x.Count(), x.Sum(y => y.PlaysOffered), x.Sum(y => y.PlaysEngaged), x.Sum(y => y.Ooms),
            x.Sum(y => y.FreeSome), x.Sum(y => y.DriverFreezes + y.OtherFreezes), x.Sum(y => y.DriverFreezes))),
    ];

    /// <summary>Runs whose qemu did not live to their end.</summary>
    public IReadOnlyList<string> Died => [.. Record.Runs.Where(x => x.Trouble?.StartsWith(RehearsalRun.ItsProcess) == true)
        .Select(x => $"{x.Tag}, {x.RingSize} entries: {x.Trouble}")];

    /// <summary>With the rule that judged, which may not be today's.</summary>
    public IReadOnlyList<object> Verdicts =>
        [.. Comparisons.Select(x => new { Scenario = x.Plan, Verdict = Printable.Word(x.Verdict), x.Rule })];

    /// <summary>Where rule, lab and guest do not say the same. Older records let the rule name a few plays more or less.</summary>
    public IReadOnlyList<TruthCell> Disagreements =>
        [.. Record.Truth.Where(x => !x.Agrees || (x.Rule is { } rule && rule != x.Guest))];

    internal sealed record Arm(
        string Scenario, int Ring, int Runs, int Plays, int Engaged, int Ooms, int FreeSome, int Freezes, int OfTheGuestsDriver);
}
