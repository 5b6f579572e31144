namespace SpiceTrial.Testing;

/// <summary>Turns a test program's output into few lines that read well in a log: failures at once, a count now and then.</summary>
public sealed class TestProgress(string project, Action<string> report, TimeProvider clock)
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    readonly long start = clock.GetTimestamp();
    TimeSpan next = Interval;
    int finished;

    /// <summary>How many have failed so far.</summary>
    public int Failed { get; private set; }

    /// <summary>Takes one line of the verbose reporter.</summary>
    public void Line(string line)
    {
        if (line.Contains("[FAIL]", StringComparison.Ordinal))
        {
            Failed++;
            report($"{project}: FAILED {line.Replace("[FAIL]", "", StringComparison.Ordinal).Trim()}");
        }
        else if (line.Contains("[FINISHED]", StringComparison.Ordinal))
        {
            finished++;
        }

        var elapsed = clock.GetElapsedTime(start);
        if (elapsed < next)
            return;
        next = elapsed + Interval;
        report($"{project}: {finished} tests finished after {Clock(elapsed)}");
    }

    /// <summary>Minutes and seconds, and hours where there are any.</summary>
    internal static string Clock(TimeSpan time) =>
        time.ToString(time.TotalHours >= 1 ? "h\\:mm\\:ss" : "m\\:ss");
}
