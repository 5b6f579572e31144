using FluentAssertions;
using SpiceTrial.Reports;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.EndToEnd.Reports;

public sealed class VerdictPageTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("spice-trial-page-").FullName;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 180_000)]
    [InlineData(1200, false)]
    [InlineData(390, true)]
    public async Task A_browser_shows_the_verdict_first_with_all_plots_and_nothing_beside_the_screen(int width, bool isDark)
    {
        await Report().WriteAsync(folder, Token);

        var page = await Browser.OpenAsync(folder, width, isDark, Token);

        page.ScrollWidth.Should().BeLessThanOrEqualTo(width);
        page.VisiblePlots.Should().Be(3, "the runs' shares and a timeline of each run, each in the width that fits");
        page.VerdictTop.Should().BeLessThan(300);
        page.Text.Should().Contain("inconclusive").And.Contain("froze for good").And.Contain("007a-<b>patched</b>");
        Brightness(page.Background).Should().Match(x => isDark ? x < 60 : x > 200);
        Math.Abs(Brightness(page.PlotText) - Brightness(page.Background))
            .Should().BeGreaterThan(80, "labels of plots must be readable in this mode too");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static VerdictReport Report()
    {
        RunFigures[] baseline = [Run("006a", 8, 2, 20)],
        candidate = [Run("007a-<b>patched</b>", 128, 36, 450) with { Freezes = [new(400, 14, EndsRun: true)] }];
        return new(CompareRuns.Of(baseline, candidate), baseline, candidate, "./build.sh Report");
    }

    static RunFigures Run(string tag, int ring, int creates, double streamingSeconds) => new()
    {
        Tag = tag,
        Arm = new(ring, new string('a', 36) + $"{ring:0000}"),
        Mode = StreamingMode.All,
        Version = "0.15.1",
        Start = DateTimeOffset.UnixEpoch.AddMinutes(ring),
        DurationSeconds = 540,
        PlaybackSeconds = 540,
        Ooms = 1485,
        FreeSome = 400,
        Creates = creates,
        Stops = creates,
        PeakStreams = 1,
        SlotsExhausted = false,
        LogComplete = true,
        Regions = [new(RegionKind.Video, 1024, 768, 0, 0, creates, creates, creates - 1, streamingSeconds, streamingSeconds / 540)],
        Timeline = new(
            [.. Enumerable.Range(0, 1485).Select(x => x * 0.36)], [.. Enumerable.Range(0, 400).Select(x => x * 1.35)],
            [.. Enumerable.Range(0, creates).Select(x => new StreamBar(0, x * 14.0, (x * 14) + (streamingSeconds / creates)))],
            IsCut: false),
    };

    static double Brightness(string colour)
    {
        var parts = colour[(colour.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(',')
            .Select(x => double.Parse(x, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return (0.299 * parts[0]) + (0.587 * parts[1]) + (0.114 * parts[2]);
    }
}
