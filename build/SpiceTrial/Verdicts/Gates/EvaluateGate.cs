using MathNet.Numerics.Distributions;
using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>
/// Evaluates the plan's gate: did the fullscreen run (006d) have substantially fewer OOMs a minute than the windowed one (006c)? Only then
/// the trace ring is the floor that the patch raises.
/// </summary>
public static class EvaluateGate
{
    /// <param name="baseline">The tag, and its runs; <c>null</c> where it was not run.</param>
    /// <param name="candidate">The same.</param>
    /// <param name="passedOver">What lay with them and could not be read.</param>
    public static GateRecord Of((string Tag, IReadOnlyList<RunFigures>? Runs) baseline,
        (string Tag, IReadOnlyList<RunFigures>? Runs) candidate, IReadOnlyList<PassedOver>? passedOver = null)
    {
        var one = Summary(baseline.Tag, baseline.Runs);
        var other = Summary(candidate.Tag, candidate.Runs);
        var counted = Counted(baseline.Runs).Concat(Counted(candidate.Runs)).ToList();
        var others = (baseline.Runs ?? []).Concat(candidate.Runs ?? []).Except(counted).ToList();
        var obstacles = Missing(baseline).Concat(Missing(candidate))
            .Concat((passedOver ?? []).Select(x => $"{x.Path} was not read and may be a run: {x.Why}")).ToList();
        if (obstacles.Count == 0)
            obstacles = [.. WrongRuns(baseline.Runs!, candidate.Runs!), .. Obstacles(one!, other!, counted)];
        if (obstacles.Count > 0)
            return new(GateState.NotEvaluated, obstacles, one, other, null, null, null, null, GateRule.Current);
        var gate = Compared(one!, other!, counted, others);
        // What is not known opens no gate; one that the others shut stays shut.
        return gate.State == GateState.Proceed && NotKnown(others).ToList() is { Count: > 0 } unknown
            ? gate with { State = GateState.NotEvaluated, Reasons = [.. unknown, .. gate.Reasons] } : gate;
    }

    static IEnumerable<string> Missing((string Tag, IReadOnlyList<RunFigures>? Runs) session)
    {
        if (session.Runs is null)
            yield return $"{session.Tag} was not run, or its session is not here: the gate needs both";
        else if (session.Runs.Count == 0)
            yield return $"{session.Tag} holds no spice-server's log";
    }

    /// <summary>Runs that the gate's question is not about: it is asked of the field, with the stock library, and of two runs.</summary>
    static IEnumerable<string> WrongRuns(IReadOnlyList<RunFigures> baseline, IReadOnlyList<RunFigures> candidate)
    {
        foreach (var run in baseline.Where(x => candidate.Any(y => SameRun.Is(x, y))))
            yield return $"{run.Tag}: the same run stands on both sides";
        foreach (var run in new[] { baseline, candidate }.SelectMany(side => side.Where((x, i) => side.Take(i).Any(y => SameRun.Is(y, x)))))
            yield return $"{run.Tag}: the same run is given twice: counted twice it would look like two";
        foreach (var run in baseline.Concat(candidate))
        {
            if (run.Origin == Origin.Test)
                yield return $"{run.Tag}: it ran on a test host: the gate is about the field";
            if (run.HasGuest == false)
                yield return $"{run.Tag}: no guest was there, a program drove the library: the gate is about the field";
            if (run.Arm.TraceItems is { } ring && ring != EvictionReach.StockEntries)
                yield return $"{run.Tag} ran with a ring of {ring} entries: the gate is about the stock library";
        }
    }

    static IEnumerable<string> Obstacles(GateRun baseline, GateRun candidate, List<RunFigures> runs)
    {
        var rule = GateRule.Current;
        foreach (var tag in runs.Where(x => x.Synthetic).Select(x => x.Tag).Distinct())
            yield return $"{tag} is synthetic: it measures nothing";
        if (runs.Select(x => x.Mode).Distinct().ToList() is { Count: > 1 } modes)
            yield return $"the streaming modes differ ({string.Join(", ", modes.Select(
                x => x is { } mode ? Printable.Word(mode) : "not known"))}): the runs can't be compared";
        foreach (var run in new[] { baseline, candidate }.Where(x => x.Minutes is null || x.Minutes < rule.LeastMinutes))
            yield return run.Minutes is { } minutes
                ? $"{run.Tag} has only {minutes:0.0} minutes of playback, at least {rule.LeastMinutes} are needed"
                : $"{run.Tag} does not show how long it played";
        if (baseline.Ooms + candidate.Ooms < rule.LeastOoms)
            yield return $"both runs together have {baseline.Ooms + candidate.Ooms} OOMs, at least {rule.LeastOoms} are needed";
    }

    /// <summary>Long enough to count, and nobody can say how long it played: left out for that, few OOMs would leave a side.</summary>
    static IEnumerable<string> NotKnown(IEnumerable<RunFigures> others) =>
        from run in others
        where run.PlaybackSeconds is null && run.DurationSeconds >= GateRule.Current.LeastMinutes * 60
        select $"{run.Tag} also has a run of {run.DurationSeconds / 60:0.0} minutes that does not show how long it played: cut that "
            + "start out of the log where it is no play";

    static GateRecord Compared(GateRun baseline, GateRun candidate, List<RunFigures> runs, List<RunFigures> others)
    {
        var rule = GateRule.Current;
        var dispersion = OomDispersion.Of(runs);
        // OOMs come in pairs and bursts: so many independent ones say as much.
        int Independent(int ooms) => (int)Math.Round(ooms / dispersion);
        var (_, low, high) = ExactRates.Compare(
            Independent(baseline.Ooms), baseline.Minutes!.Value, Independent(candidate.Ooms), candidate.Minutes!.Value);
        var spread = Normal.InvCDF(0, 1, (1 + rule.Confidence) / 2) * rule.Spread
            * Math.Sqrt((1.0 / baseline.Runs) + (1.0 / candidate.Runs));
        (low, high) = (low * Math.Exp(-spread), high * Math.Exp(spread));
        var ratio = baseline.Ooms > 0 ? candidate.PerMinute / baseline.PerMinute : null;
        var figures =
            $"{candidate.Tag} has {candidate.PerMinute:0.0} OOMs/min, {baseline.Tag} {baseline.PerMinute:0.0}: a ratio of {ratio:0.00}, "
                + $"with 95 % confidence {low:0.00} to {high:0.00}";
        var (state, reason) = (low, high) switch
        {
            _ when high < rule.SubstantiallyLower =>
                (GateState.Proceed, $"that is substantially lower (below {rule.SubstantiallyLower}), as the trace ring's model predicts"),
            _ when low > rule.SubstantiallyLower => (GateState.Pivot,
                $"that is not substantially lower (not below {rule.SubstantiallyLower}): the model's prediction failed, the ring alone is "
                    + "not expected to help"),
            _ => (GateState.NotEvaluated,
                $"the interval holds {rule.SubstantiallyLower}: too little to tell, as runs differ; play each two or three times"),
        };
        List<string> notes = [figures, reason];
        notes.AddRange(others.Select(x => x.PlaybackSeconds is { } seconds
            ? $"{x.Tag} also has a run of {seconds:0} s of playback, too short to count"
            : $"{x.Tag} also has a run whose playback is not known: it does not count"));
        if (runs.Exists(x => x.LogComplete == false))
            notes.Add("a log is incomplete: its rate is that of the part that is there");
        return new(state, notes, baseline, candidate, ratio, low, Finite(high), dispersion, rule);
    }

    /// <summary>Those that played long enough: what never did, or hardly, such as a boot for a try, belongs to no rate. Where none is long
    /// enough, the longest, which then stands in the way.</summary>
    static List<RunFigures> Counted(IReadOnlyList<RunFigures>? runs) =>
        (runs ?? []).Where(x => x.PlaybackSeconds >= GateRule.Current.LeastMinutes * 60).ToList() is { Count: > 0 } played ? played
        : [.. (runs ?? []).OrderByDescending(x => x.PlaybackSeconds ?? 0).Take(1)];

    static GateRun? Summary(string tag, IReadOnlyList<RunFigures>? runs)
    {
        if (Counted(runs) is not [var first, ..] counted)
            return null;
        double? minutes = counted.Sum(x => x.PlaybackSeconds) is > 0 and var seconds ? seconds / 60 : null;
        var ooms = counted.Sum(x => x.Ooms);
        return new(tag, ooms, minutes, ooms / minutes, first.Mode, counted.Count);
    }

    static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
