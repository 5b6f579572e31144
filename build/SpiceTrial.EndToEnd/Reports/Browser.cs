using System.Text.Json;

namespace SpiceTrial.EndToEnd.Reports;

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
            plotText: style(plots[0].querySelector('text')).fill,
            verdictTop: d.querySelector('.verdict').getBoundingClientRect().top, text: d.body.innerText });
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
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--allow-file-access-from-files", $"--blink-settings=preferredColorScheme={(isDark ? 0 : 1)}",
            $"--user-data-dir={Path.Combine(folder, $"profile-{width}-{isDark}")}", "--window-size=1400,2200",
            "--virtual-time-budget=10000", "--dump-dom", new Uri(harness).AbsoluteUri)
        {
            Timeout = TimeSpan.FromSeconds(170),
        };
        var dom = (await Programs.RunAsync(call, cancellationToken)).OrThrow("Chromium did not open the page").Output;
        var json = System.Net.WebUtility.HtmlDecode(Result().Match(dom).Groups[1].Value);
        return JsonSerializer.Deserialize<Rendered>(json, JsonSerializerOptions.Web)!;
    }

    [GeneratedRegex("<pre id=\"result\">(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Result();
}
