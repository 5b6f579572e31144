namespace SpiceTrial.Hosts;

/// <summary>Gauges in Prometheus' exposition format 0.0.4, each with its help, in the order in which they were first named.</summary>
/// <param name="prefix">Of every name.</param>
/// <param name="labels">Of every sample.</param>
sealed class MetricsPage(string prefix, IReadOnlyList<(string Name, string? Value)> labels)
{
    readonly OrderedDictionary<string, StringBuilder> metrics = new(StringComparer.Ordinal);

    /// <param name="name">Without the prefix.</param>
    /// <param name="help">One line.</param>
    /// <param name="value">No sample where it is <c>null</c>.</param>
    /// <param name="more">Labels of this sample; an unknown value is the empty one.</param>
    internal void Add(string name, string help, long? value, params (string Name, string? Value)[] more)
    {
        if (value is null)
            return;
        if (!metrics.TryGetValue(name, out var samples))
            metrics.Add(name, samples = new($"# HELP {prefix}{name} {help}\n# TYPE {prefix}{name} gauge\n"));
        samples.Append(CultureInfo.InvariantCulture,
            $"{prefix}{name}{{{string.Join(',', labels.Concat(more).Select(x => $"{x.Name}=\"{Quoted(x.Value ?? "")}\""))}}} {value}\n");
    }

    public override string ToString() => string.Concat(metrics.Values);

    // What controls a terminal ends here; what has a meaning in the format is written out.
    static string Quoted(string text) =>
        Printable.Show(text, 1000).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
