using System.Collections.Concurrent;
using MathNet.Numerics;

namespace SpiceTrial.Verdicts;

/// <summary>
/// The orders in which the runs of two arms could have been made: <c>true</c> is a run of the candidate. A trial's plan draws one of a set,
/// and the test asks how many of that very set would have given as large a difference (Fisher 1935, <em>The Design of Experiments</em>).
/// </summary>
public static class RunOrders
{
    /// <summary>Runs of each arm that a plan may have: more would be too many orders to try one by one.</summary>
    public const int MostPlanned = 10;

    const int Most = 50_000;
    const int Seed = 1979;

    // Simulations ask for the same ones a thousand times.
    static readonly ConcurrentDictionary<int, IReadOnlyList<bool[]>> Drawn = new();

    /// <summary>
    /// In turns: at no time has one arm had more than two runs more than the other, so that what drifts meets both alike. 2 * 3^(runs - 1)
    /// orders.
    /// </summary>
    /// <param name="runs">Of each arm.</param>
    public static IReadOnlyList<bool[]> InTurns(int runs) => Drawn.GetOrAdd(runs, x => [.. From([], 2 * x, 0)]);

    /// <summary>Every order of so many runs or, where there are too many, 50,000 random ones and the one that was.</summary>
    public static IReadOnlyList<bool[]> All(IReadOnlyList<bool> actual)
    {
        var (count, candidates) = (actual.Count, actual.Count(x => x));
        if (Combinatorics.Combinations(count, candidates) <= Most)
            return [.. Chosen(count, candidates)];
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, Most).Select(_ => { var order = actual.ToArray(); random.Shuffle(order); return order; })
            .Prepend([.. actual])];
    }

    /// <summary>Whether an order is one of <see cref="InTurns"/>, but for runs that are missing at its end.</summary>
    public static bool IsInTurns(IEnumerable<bool> order)
    {
        var ahead = 0;
        return order.All(x => Math.Abs(ahead += x ? 1 : -1) <= 2);
    }

    static IEnumerable<bool[]> From(bool[] made, int left, int ahead) =>
        Math.Abs(ahead) > Math.Min(2, left) ? []
        : left == 0 ? [made]
        : From([.. made, false], left - 1, ahead - 1).Concat(From([.. made, true], left - 1, ahead + 1));

    static IEnumerable<bool[]> Chosen(int count, int candidates) =>
        candidates > count || candidates < 0 ? []
        : count == 0 ? [[]]
        : Chosen(count - 1, candidates).Select(x => (bool[])[.. x, false])
            .Concat(Chosen(count - 1, candidates - 1).Select(x => (bool[])[.. x, true]));
}
