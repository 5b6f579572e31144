using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>
/// How much more the OOMs of runs scatter than independent events: variance over mean of their counts in windows of ten seconds, within the
/// runs (the index of dispersion). A test that took every OOM for independent would be sure of itself too early: they come in pairs at
/// least.
/// </summary>
static class OomDispersion
{
    const double Window = 10;

    // An OOM episode is a pair: without windows enough to measure it, that much is taken.
    const double Pairs = 2;

    const int FewestWindows = 6;

    public static double Of(IReadOnlyList<RunFigures> runs)
    {
        double squares = 0, sum = 0;
        int windows = 0, freedom = 0;
        foreach (var counts in runs.Where(x => x.Timeline is { IsCut: false }).Select(x => Counts(x.Timeline!.Ooms))
            .Where(x => x.Length > 1))
        {
            var mean = counts.Average();
            squares += counts.Sum(x => (x - mean) * (x - mean));
            sum += counts.Sum();
            windows += counts.Length;
            freedom += counts.Length - 1;
        }

        return windows < FewestWindows || sum == 0 ? Pairs : Math.Max(1, squares / freedom / (sum / windows));
    }

    /// <summary>OOMs in each whole window from the first to the last.</summary>
    static int[] Counts(IReadOnlyList<double> times)
    {
        var first = times.Count > 0 ? times[0] : 0;
        var counts = new int[times.Count > 0 ? (int)((times[^1] - first) / Window) : 0];
        foreach (var window in times.Select(x => (int)((x - first) / Window)).Where(x => x < counts.Length))
            counts[window]++;
        return counts;
    }
}
