using SpiceTrial.Debian;
using SpiceTrial.Lab;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Testing;

/// <summary>Which runs a rehearsal makes, in which order: for each scenario the trial of the first ring against the last, in the order that
/// its plan drew, then one run of each ring between.</summary>
static class RehearsalPlan
{
    public static async Task<IReadOnlyList<RehearsalStep>> OfAsync(RehearsalSettings settings, CancellationToken cancellationToken)
    {
        var rings = settings.RingSizes;
        if (rings.Distinct().Count() < rings.Count || (IsTrial(settings) && (rings[0] != TraceItems.Stock || rings[^1] < rings[0])))
            throw new TrialException($"a trial compares stock with a larger ring, each size once; here it is {string.Join(", ", rings)}",
                "--ring-sizes", "Begin with 8, such as --ring-sizes 8,128; other sizes without a trial: --pairs 1", ExitStatus.BadInput);
        if (settings.Scenarios.GroupBy(IdOf).FirstOrDefault(x => x.Count() > 1) is { } same)
            throw new TrialException($"two scenarios give runs called {same.Key}", string.Join(", ", same.Select(x => x.Name)),
                "Rename one of the files", ExitStatus.BadInput);
        var steps = new List<RehearsalStep>();
        foreach (var scenario in settings.Scenarios)
        {
            steps.AddRange(await TrialAsync(settings, scenario, cancellationToken));
            steps.AddRange(settings.RingSizes.Skip(1).SkipLast(1)
                .Select(x => new RehearsalStep($"{IdOf(scenario)}-ring{x}", scenario, x, 1)));
        }

        return steps;
    }

    /// <summary>Of the plan of a scenario's trial; a sweep's values are part of it.</summary>
    public static string IdOf(Scenario scenario) =>
        string.Concat(scenario.Name.Select(x => char.IsAsciiLetterOrDigit(x) || x is '.' or '-' ? x : '_')).Trim('_');

    /// <summary>Fewer pairs than a trial needs, or more than one plans, are no trial: they are made in turns, and give cells of the table
    /// and rates of freezes alone.</summary>
    public static bool IsTrial(RehearsalSettings settings) =>
        settings.Pairs is >= VerdictRule.LeastRuns and <= RunOrders.MostPlanned && settings.RingSizes.Count > 1;

    static async Task<IEnumerable<RehearsalStep>> TrialAsync(
        RehearsalSettings settings, Scenario scenario, CancellationToken cancellationToken)
    {
        var (id, stock, last) = (IdOf(scenario), settings.RingSizes[0], settings.RingSizes[^1]);
        if (!IsTrial(settings))
            return Enumerable.Range(1, settings.Pairs).SelectMany(x => settings.RingSizes.Count == 1 ? [Step(x, stock)]
                : (RehearsalStep[])[Step(x, stock), Step(x, last)]);
        var path = TrialPlan.PathIn(settings.Folder, id);
        if (!File.Exists(path))
        {
            await RecordFile.WriteAsync(
                path,
                DrawPlan.Of(
                    new(id, settings.Pairs, (int)Math.Max(1, Math.Round(settings.Minutes)), last, settings.Seed)
                    {
                        Power = PlannedTrials.Power,
                        Video = new(scenario.Video.Size.Width, scenario.Video.Size.Height),
                        Mode = scenario.Mode,
                        IsOfPlays = scenario.Video.Pause > 0,
                    }, DateTimeOffset.UtcNow), cancellationToken);
        }

        var plan = await TrialPlan.ReadAsync(settings.Folder, id, cancellationToken);
        if ((plan.TraceItems, plan.Runs.Count) != (last, 2 * settings.Pairs))
            throw new TrialException($"the plan of {id} was drawn for {plan.Runs.Count / 2} pairs of {stock} and {plan.TraceItems} entries",
                path, "Give the --pairs and --ring-sizes that it was drawn for, or another --tag", ExitStatus.BadInput);
        return plan.Runs.Select((x, i) => new RehearsalStep(
            x.Tag, scenario, x.Arm == PlannedArm.Candidate ? last : stock, plan.Runs.Take(i + 1).Count(y => y.Arm == x.Arm)));

        RehearsalStep Step(int pair, int ring) => new($"{id}-{pair:00}-ring{ring}", scenario, ring, pair);
    }
}
