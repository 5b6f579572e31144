using System.Diagnostics;

namespace SpiceTrial.Lab;

/// <summary>How far a run is, and how long it will still take, going by what the cells done so far took.</summary>
/// <param name="seconds">The virtual seconds of each cell.</param>
/// <param name="progress">Takes a line now and then.</param>
sealed class LabProgress(IReadOnlyList<double> seconds, Action<string> progress)
{
    /// <summary>Starting a child takes as long as so many virtual seconds.</summary>
    const double Start = 100;

    static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    readonly double all = seconds.Sum(x => x + Start);
    readonly Stopwatch watch = Stopwatch.StartNew();
    readonly Lock gate = new();
    double done, run;
    int cells, keptCells;
    TimeSpan said;

    public void Done(double cellSeconds, bool kept, LabCell cell)
    {
        lock (gate)
        {
            cells++;
            done += cellSeconds + Start;
            if (kept)
                keptCells++;
            else
                run += cellSeconds + Start;
            if (cell.Outcome != CellOutcome.Ran)
                progress(
                    $"{cell.Scenario}, ring {cell.RingSize}, seed {cell.Seed}: {Names.Dashed(cell.Outcome.ToString())}: "
                        + $"{cell.Remark}");
            if (watch.Elapsed - said < Pace || cells == seconds.Count)
                return;
            said = watch.Elapsed;
            var left = run > 0 ? $", about {Span(watch.Elapsed * ((all - done) / run))} left" : "";
            progress($"{cells}/{seconds.Count} cells{left}");
        }
    }

    public void Finished() => progress(
        $"{seconds.Count} cells in {Span(watch.Elapsed)}{(keptCells > 0 ? $", {keptCells} of them kept from before" : "")}");

    static string Span(TimeSpan span) =>
        span.TotalMinutes >= 1 ? $"{(int)span.TotalMinutes} min {span.Seconds} s" : $"{span.TotalSeconds:0} s";
}
