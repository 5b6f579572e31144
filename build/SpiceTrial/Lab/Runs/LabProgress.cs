using System.Diagnostics;
using SpiceTrial.Lab.Cells;

namespace SpiceTrial.Lab.Runs;

/// <summary>How far a run is, and how long it will still take, going by the virtual seconds done so far.</summary>
sealed class LabProgress(double allSeconds, int allCells, Action<string> progress)
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    readonly Stopwatch watch = Stopwatch.StartNew();
    readonly Lock gate = new();
    double done, run;
    int cells, keptCells;
    TimeSpan said;

    public void Done(double seconds, bool kept, LabCell cell)
    {
        lock (gate)
        {
            cells++;
            done += seconds;
            if (kept)
                keptCells++;
            else
                run += seconds;
            if (cell.Outcome != CellOutcome.Ran && !kept)
                progress($"{cell.Scenario}, ring {cell.RingSize}, seed {cell.Seed}: {CommandLines.Names.Dashed(cell.Outcome.ToString())}: {cell.Remark}");
            if (watch.Elapsed - said < Pace || cells == allCells)
                return;
            said = watch.Elapsed;
            var left = run > 0 ? $", about {Span(watch.Elapsed * ((allSeconds - done) / run))} left" : "";
            progress($"{cells}/{allCells} cells{left}");
        }
    }

    public void Finished() => progress($"{allCells} cells in {Span(watch.Elapsed)}{(keptCells > 0 ? $", {keptCells} of them kept from before" : "")}");

    static string Span(TimeSpan span) => span.TotalMinutes >= 1 ? $"{(int)span.TotalMinutes} min {span.Seconds} s" : $"{span.TotalSeconds:0} s";
}
