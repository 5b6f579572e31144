namespace SpiceTrial.Lab;

/// <summary>Keys of a scenario that take a row of values: <c>key=from:to:step,key=...</c>, every combination of them.</summary>
/// <param name="Axes">The keys with their values as a scenario has them, such as <c>oom.rate</c>.</param>
public sealed record Sweep(IReadOnlyList<(string Key, IReadOnlyList<string> Values)> Axes)
{
    /// <summary>More combinations than this are a mistake rather than a wish.</summary>
    const int Most = 10_000;

    const string Hint = "Write for example --sweep oom.rate=1:2.5:0.25,video.fps=10:60:10";

    /// <exception cref="TrialException">Not of that form.</exception>
    public static Sweep Parse(IReadOnlyList<string> words)
    {
        List<(string Key, IReadOnlyList<string> Values)> axes = [.. words.SelectMany(x => x.Split(',')).Select(Axis)];
        if (axes.GroupBy(x => x.Key).FirstOrDefault(x => x.Count() > 1) is { } twice)
            throw Bad($"{twice.Key} is given twice");
        return axes.Aggregate(1.0, (count, x) => count * x.Values.Count) <= Most
            ? new(axes) : throw Bad($"it has more than {Most} combinations");
    }

    /// <summary>Every combination, the first axis changing slowest.</summary>
    public IEnumerable<IReadOnlyList<KeyValuePair<string, string>>> Combinations() => Axes.Aggregate(
        (IEnumerable<IReadOnlyList<KeyValuePair<string, string>>>)[[]],
        (combinations, axis) => combinations.SelectMany(
            x => axis.Values.Select(y => (IReadOnlyList<KeyValuePair<string, string>>)[.. x, KeyValuePair.Create(axis.Key, y)])));

    static (string Key, IReadOnlyList<string> Values) Axis(string word)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal);
        if (at < 1)
            throw Bad($"{word} has no key");
        List<double?> parts = [.. word[(at + 1)..].Split(':')
            .Select(x => double.TryParse(x, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? number : (double?)null)];
        return parts switch
        {
            [{ } only] => (word[..at], [Text(only)]),
            [{ } from, { } to, { } step] when step > 0 && to >= from && (to - from) / step < Most =>
                // Counted and not summed: 0.1 added ten times is not 1.
                (word[..at],
                    [.. Enumerable.Range(0, (int)Math.Floor(((to - from) / step) + 1e-9) + 1).Select(x => Text(from + (x * step)))]),
            _ => throw Bad($"{word}: the values must be from:to:step with a step above 0, or one number"),
        };
    }

    static string Text(double value) => Math.Round(value, 9).ToString();

    static TrialException Bad(string what) => new($"the sweep is wrong: {what}", "--sweep", Hint, ExitStatus.BadInput);
}
