using System.Text.Json;
using System.Text.RegularExpressions;
using SpiceTrial.Processes;

namespace SpiceTrial.EndToEnd.Reports;

/// <summary>What headless Chromium makes of a page at one width of the window.</summary>
/// <param name="ScrollWidth">Width of the content in pixels: more than the window's means that the page scrolls sideways.</param>
/// <param name="VisiblePlots">Plots that have a size on the screen.</param>
/// <param name="Background">Computed colour of the page.</param>
/// <param name="PlotText">Computed colour of a plot's first label.</param>
/// <param name="VerdictTop">Distance of the verdict from the top in pixels.</param>
/// <param name="Text">The visible text.</param>
sealed record Rendered(double ScrollWidth, int VisiblePlots, string Background, string PlotText, double VerdictTop, string Text);

/// <summary>Debian's Chromium, without network.</summary>
static partial class Browser
{
    const string Harness = """
        <!doctype html><iframe id="page" src="report.html" style="border:0;width:WIDTHpx;height:2000px"></iframe><pre id="result"></pre>
        <script>
        page.onload = () => {
          const d = page.contentDocument, style = x => page.contentWindow.getComputedStyle(x);
          const plots = [...d.querySelectorAll('.plot svg')].filter(x => x.getBoundingClientRect().height > 20);
          result.textContent = JSON.stringify({
            scrollWidth: d.documentElement.scrollWidth, visiblePlots: plots.length, background: style(d.body).backgroundColor,
            plotText: style(plots[0].querySelector('text')).fill, verdictTop: d.querySelector('.verdict').getBoundingClientRect().top, text: d.body.innerText });
        };
        </script>
        """;

    /// <param name="folder">Holds the page, <c>report.html</c>.</param>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="isDark">The user prefers dark colours.</param>
    /// <param name="cancellationToken">Ends the browser.</param>
    public static async Task<Rendered> OpenAsync(string folder, int width, bool isDark, CancellationToken cancellationToken)
    {
        var harness = Path.Combine(folder, $"harness-{width}-{isDark}.html");
        await File.WriteAllTextAsync(harness, Harness.Replace("WIDTH", $"{width}", StringComparison.Ordinal), cancellationToken);
        var call = new ProgramCall(
            "chromium",
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--allow-file-access-from-files", $"--blink-settings=preferredColorScheme={(isDark ? 0 : 1)}",
            $"--user-data-dir={Path.Combine(folder, $"profile-{width}-{isDark}")}", "--window-size=1400,2200", "--virtual-time-budget=10000", "--dump-dom", new Uri(harness).AbsoluteUri)
        {
            Timeout = TimeSpan.FromSeconds(90),
        };
        var dom = (await Programs.RunAsync(call, cancellationToken)).OrThrow("Chromium did not open the page").Output;
        var json = System.Net.WebUtility.HtmlDecode(Result().Match(dom).Groups[1].Value);
        return JsonSerializer.Deserialize<Rendered>(json, JsonSerializerOptions.Web)!;
    }

    [GeneratedRegex("<pre id=\"result\">(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Result();
}
