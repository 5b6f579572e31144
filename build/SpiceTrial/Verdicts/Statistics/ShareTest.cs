namespace SpiceTrial.Verdicts;

/// <summary>
/// Shares of runs, the run being the unit: an exact permutation test of the difference of the arms' means, and its interval by bootstrap
/// over runs (Efron and Tibshirani 1993), widened for few runs. The random numbers have a fixed seed: the same runs always give the same
/// result.
/// </summary>
public static class ShareTest
{
    const int Resamples = 10_000;
    const int Seed = 1979;

    public static Estimate Compare(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate)
    {
        var (low, high) = Bootstrap(baseline, candidate);
        return new(Permutation(baseline, candidate), low, high);
    }

    static double Permutation(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate)
    {
        double[] all = [.. baseline, .. candidate];
        var (sum, size) = (all.Sum(), candidate.Count);
        double Distance(double part) => Math.Abs((part / size) - ((sum - part) / (all.Length - size)));
        // What is as far apart as the observed arms but for rounding is as far.
        var observed = Distance(candidate.Sum()) - 1e-12;
        var (extreme, count) = (0, 0);
        foreach (var part in Splits(all, size))
        {
            count++;
            if (Distance(part) >= observed)
                extreme++;
        }

        return (double)extreme / count;
    }

    /// <summary>Sums of every way to choose <paramref name="size"/> runs or, where there are too many, of the observed and of random
    /// ways.</summary>
    static IEnumerable<double> Splits(double[] all, int size)
    {
        if (MathNet.Numerics.SpecialFunctions.Binomial(all.Length, size) <= 4 * Resamples)
            return Chosen(all, 0, size);
        var random = new Random(Seed);
        return Enumerable.Range(0, Resamples).Select(_ => { var copy = all.ToArray(); random.Shuffle(copy); return copy[..size].Sum(); })
            .Prepend(all[^size..].Sum());
    }

    static IEnumerable<double> Chosen(double[] all, int from, int size) => size == 0
        ? [0]
        : Enumerable.Range(from, all.Length - from - size + 1).SelectMany(x => Chosen(all, x + 1, size - 1).Select(rest => all[x] + rest));

    static (double Low, double High) Bootstrap(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate)
    {
        var random = new Random(Seed);
        var differences = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
            differences[i] = Resampled(candidate, random) - Resampled(baseline, random);
        Array.Sort(differences);
        return (differences[(int)(Resamples * VerdictRule.Level / 2)], differences[(int)(Resamples * (1 - (VerdictRule.Level / 2))) - 1]);
    }

    static double Resampled(IReadOnlyList<double> runs, Random random)
    {
        var (mean, sum) = (runs.Average(), 0.0);
        for (var i = 0; i < runs.Count; i++)
            sum += runs[random.Next(runs.Count)];
        return Math.Clamp(mean + (((sum / runs.Count) - mean) * Math.Sqrt(runs.Count / (runs.Count - 1.0))), 0, 1);
    }
}
