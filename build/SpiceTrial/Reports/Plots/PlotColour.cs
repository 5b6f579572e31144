using ScottPlot;

namespace SpiceTrial.Reports;

/// <summary>
/// Colours by their meaning. The library draws with a placeholder each; the page's style gives it its value, so that one plot serves light
/// and dark mode (<c>Html/page.css</c>).
/// </summary>
static class PlotColour
{
    static readonly Dictionary<string, Color> ByName = Names().Select((x, i) => (x, Color.FromHex($"#0102{i + 16:X2}")))
        .ToDictionary(x => x.x, x => x.Item2, StringComparer.Ordinal);

    public static Color Of(string name) => ByName[name];

    /// <summary>Replaces the placeholders by the style's variables.</summary>
    public static string ToVariables(string svg) =>
        ByName.Aggregate(
            svg, (text, x) => text.Replace($"#{x.Value.ToHex()[1..7]}", $"var(--{x.Key})", StringComparison.OrdinalIgnoreCase));

    static string[] Names() =>
        ["page", "line", "text", "muted", "baseline", "candidate", "video", "widget", "other", "oom", "evict", "freeze", "good", "bad"];
}
