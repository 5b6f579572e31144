using MathNet.Numerics.Distributions;

namespace SpiceTrial.Verdicts;

/// <summary>
/// Runs of each arm of the next trial, such that it decides with the rule's power if the truth is what these runs show: it must see the
/// difference, or exclude the smallest effect that counts. How much runs vary is taken at the upper end (90%) of what these show (Browne
/// 1995, <em>Statistics in Medicine</em> 14).
/// </summary>
static class RunsNeeded
{
    // More of them is not a trial that anybody makes.
    const int Most = 40;

    // How much runs vary is less than what is taken, in so many trials.
    const double Cautious = 0.9;

    // Runs differ at least by so much, and by so much where one run of each arm shows nothing of it.
    const double LeastDeviation = 0.05, UnseenDeviation = 0.3;

    public static int? Of(TrialSet set, RandomizationTest test)
    {
        if (set.Baseline.Runs.Count == 0 || set.Candidate.Runs.Count == 0)
            return VerdictRule.LeastRuns;
        var freedom = set.Ordered.Count - 2;
        var squares = ((TrialArm[])[set.Baseline, set.Candidate]).Sum(
            arm => arm.Runs.Sum(x => Math.Pow(set.Value(x) - arm.Runs.Average(set.Value), 2)));
        var deviation = freedom == 0 ? UnseenDeviation
            : Math.Max(LeastDeviation, Math.Sqrt(squares / ChiSquared.InvCDF(freedom, 1 - Cautious)));
        var power = Normal.InvCDF(0, 1, VerdictRule.Power);
        var gain = VerdictRule.MinimumGain;
        // Standard errors that the difference, and its distance from the smallest effect that counts, must have.
        var error = test.Difference >= gain
            ? Math.Min(test.Difference / (Normal.InvCDF(0, 1, 1 - (VerdictRule.Level / 2)) + power), (test.Difference - gain) / power)
            : (gain - test.Difference) / (Normal.InvCDF(0, 1, 1 - VerdictRule.OneSided) + power);
        var runs = Math.Ceiling(2 * Math.Pow(deviation / Math.Max(error, 1e-9), 2)) + 1;
        return runs > Most ? null : Math.Max(VerdictRule.LeastRuns, (int)runs);
    }
}
