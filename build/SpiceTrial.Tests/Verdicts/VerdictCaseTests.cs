using System.Text.Json;
using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>Logs of known truth that fooled earlier rules: <c>Cases/NAME/case.json</c> says what may come out.</summary>
public sealed class VerdictCaseTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "verdict-cases");

    public static TheoryData<string> Comparisons =>
        [.. Directory.GetDirectories(Folder).Where(x => Case(x).TryGetProperty("allowed", out _)).Select(x => Path.GetFileName(x)).Order()];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Comparisons))]
    public async Task Logs_of_known_truth_give_a_verdict_that_they_allow(string name)
    {
        var words = Case(Path.Combine(Folder, name)).GetProperty("command").GetString()!.Split(' ');
        string[] Paths(string option) =>
            [.. words[Array.IndexOf(words, option) + 1].Split(',').Select(x => Path.Combine(Folder, name, x))];
        string result;
        string[] caveats = [];
        Comparison? comparison = null;
        try
        {
            var video = Array.IndexOf(words, "--video") is >= 0 and var at ? words[at + 1] : null;
            comparison = (await ComparedTrial.RunAsync(
                new(Paths("--baseline"), Paths("--candidate"), VideoSize.From(video)), null, Token)).Comparison;
            result = comparison.Verdict == Verdict.NotComparable ? "not-comparable" : comparison.Verdict.ToString().ToLowerInvariant();
            caveats = [.. comparison.Caveats];
        }
        catch (TrialException e) when (e.Status == ExitStatus.BadInput)
        {
            result = "refused";
        }

        var allowed = Case(Path.Combine(Folder, name)).GetProperty("allowed").EnumerateArray().Select(x => x.GetString()!.Split("+but:"));
        allowed.Should().Contain(x => x[0] == result && (x.Length == 1 || caveats.Any(y => y.Contains(x[1]))),
            $"it came out {result}: {string.Join(" | ", comparison?.Reasons ?? [])} BUT {string.Join(" | ", caveats)}");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_picture_in_strips_that_is_drawn_whole_later_is_one_region()
    {
        var run = (await new AnalyzeSessions(new()).RunAsync([Path.Combine(Folder, "figure-strips-then-whole", "run.log.gz")], Token)).Runs
            .Should().ContainSingle().Subject;

        var region = run.Regions.Should().ContainSingle().Subject;
        (region.Width, region.Height, region.Creates, region.ReEngagements).Should().Be((640, 480, 2, 1));
    }

    [Fact(Timeout = 120_000)]
    public async Task Every_look_counts_also_at_another_video_and_at_logs_that_were_cut()
    {
        using var temporary = new Scratch();
        string[] Logs(string arm) => [.. Enumerable.Range(0, 2).Select(x => Path.Combine(Folder, "looks", $"{arm}{x}.log.gz"))];
        var history = Path.Combine(temporary.Path, ComparisonHistory.FileName);
        async Task<Comparison> LookAsync(string[] baseline, string[] candidate, string video) => (await ComparedTrial.RunAsync(
            new(baseline, candidate, VideoSize.From(video)) { History = history }, null, Token)).Comparison;

        var first = await LookAsync(Logs("b"), Logs("c"), "1024x768");
        foreach (var video in (string[])["640x480", "320x240", "400x300", "800x200"])
            await LookAsync(Logs("b"), Logs("c"), video);
        var again = await LookAsync(Logs("b"), Logs("c"), "1024x768");
        string[] cut = [.. Logs("b").Concat(Logs("c")).Select(x => Cut(x, temporary.Path))];
        var trimmed = await LookAsync(cut[..2], [cut[2]], "1024x768");

        first.Caveats.Should().NotContainMatch("*compared before*");
        again.Figures[0].PValue.Should().Be(first.Figures[0].PValue, "the same look once more is the same");
        trimmed.Caveats.Should().ContainMatch("*compared before*multiplied by 6*");
        (await LookAsync(Logs("b"), Logs("c"), "500x150")).Caveats.Should().ContainMatch("*compared before*multiplied by 7*");
    }

    static JsonElement Case(string folder) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "case.json"))).RootElement;

    /// <summary>The log without its last line.</summary>
    static string Cut(string log, string folder)
    {
        using var zipped = new System.IO.Compression.GZipStream(File.OpenRead(log), System.IO.Compression.CompressionMode.Decompress);
        var lines = new StreamReader(zipped).ReadToEnd().TrimEnd('\n').Split('\n');
        var path = Path.Combine(folder, Path.GetFileNameWithoutExtension(log));
        File.WriteAllText(path, string.Join('\n', lines[..^1]) + '\n');
        return path;
    }
}
