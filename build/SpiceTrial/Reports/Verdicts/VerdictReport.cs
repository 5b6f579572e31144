using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>A comparison for people: one HTML page with its plots, and the same in Markdown.</summary>
/// <param name="Comparison">The verdict and its figures.</param>
/// <param name="Baseline">The runs, for their timelines.</param>
/// <param name="Candidate">The same of the other arm.</param>
/// <param name="Command">How to make it again.</param>
public sealed record VerdictReport(
    Comparison Comparison, IReadOnlyList<RunFigures> Baseline, IReadOnlyList<RunFigures> Candidate, string Command)
{
    public const string HtmlName = "report.html";
    public const string MarkdownName = "report.md";

    /// <summary>Writes both into the folder.</summary>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        await AtomicFile.WriteAsync(Path.Combine(folder, HtmlName), Encoding.UTF8.GetBytes(Html()), cancellationToken);
        await AtomicFile.WriteAsync(Path.Combine(folder, MarkdownName), Encoding.UTF8.GetBytes(Markdown()), cancellationToken);
    }

    public string Html() => HtmlTemplate.Page($"Trace ring: {Printable.Word(Comparison.Verdict)}",
        "Stock libspice-server1 against a larger trace ring: does the video's stream come back?", Sections(), Footer);

    public string Markdown() => MarkdownTemplate.Render("verdict.md.liquid", Model());

    string Footer =>
        $"Made by spice-trial with {Command}. Rule {Comparison.Rule}: docs/verdict-rule.md. Nothing on this page is loaded from elsewhere.";

    IReadOnlyList<PageSection> Sections()
    {
        var model = Model();
        PageSection Part(string id, string heading) => new(id, heading, HtmlTemplate.Render($"verdict-{id}.liquid", model));
        return
        [
            Part("banner", ""),
            Part("figures", "Figures of both arms"),
            new("shares", "What decides, run by run", VerdictPlots.Shares(Comparison)),
            Part("runs", "Runs"),
            new("timelines", "What happened when", VerdictPlots.Timelines(Baseline, Candidate)),
            Part("guards", "Are the arms comparable?"),
            Part("excluded", "Left out, and notes"),
        ];
    }

    object Model() => new
    {
        Comparison,
        Verdict = Printable.Word(Comparison.Verdict),
        Tone = VerdictWords.Tone(Comparison.Verdict),
        Meaning = VerdictWords.Meaning(Comparison),
        Figures = VerdictWords.Rows(Comparison).ToList(),
        Guards = Comparison.Guards
            .Select(x => new { x.Name, x.Finding, Outcome = VerdictWords.Outcome(x.Outcome),
                Tone = x.Outcome switch { GuardOutcome.Held => "good", GuardOutcome.Failed => "bad", _ => "open" } }).ToList(),
        Runs = Rows("baseline", Baseline).Concat(Rows("candidate", Candidate)).ToList(),
        Command,
    };

    static IEnumerable<object> Rows(string arm, IReadOnlyList<RunFigures> runs) => runs.Select(run =>
    {
        var video = run.Video;
        return (object)new
        {
            Arm = arm,
            run.Tag,
            Library = run.Arm switch { { TraceItems: { } ring,
                BuildId: { } id } => $"{ring} entries, build-id {id[..Math.Min(8, id.Length)]}",
                { TraceItems: { } ring } => $"{ring} entries", { BuildId: { } id } => $"build-id {id[..Math.Min(8, id.Length)]}",
                _ => "not known" },
            Start = run.Start?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'") ?? "not known",
            Playback = run.PlaybackSeconds is { } seconds ? Wording.Minutes(seconds) : "not known",
            Ooms = run.Ooms,
            run.FreeSome,
            Video = video is null
                ? "no stream"
                : $"{video.Width}x{video.Height}: {video.Creates} creates, {video.Stops} stops, {video.ReEngagements} re-engagements",
            Share = video is null && run.PlaybackSeconds is not null ? "0.0%" : Wording.Percent(video?.StreamingShare),
            Others = run.Regions.Where(x => x != video).Sum(x => x.Creates),
            Peak = run.PeakStreams,
            Freezes = Harm(run),
        };
    });

    static string Harm(RunFigures run)
    {
        string[] all =
        [
            .. run.Freezes.Select(
                x => $"{x.Seconds:0.0} s at {x.Start:0} s{(x.EndsRun ? " (end of the run)" : "")}"),
            .. run.Crashed ? ["the process crashed"] : (string[])[],
        ];
        return all.Length == 0 ? "none" : string.Join(", ", all);
    }
}
