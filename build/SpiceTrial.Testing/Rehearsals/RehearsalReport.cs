using System.Net;
using SpiceTrial.Reports;
using SpiceTrial.Sessions;

namespace SpiceTrial.Testing;

/// <summary>A rehearsal for people: one page with the table of truth, the runs, and for each run guest and server on one axis.</summary>
sealed class RehearsalReport(RehearsalSettings settings, Rehearsal record, IReadOnlyList<(RehearsalRun Run, RunFigures Figures)> runs)
{
    public const string FileName = "report.html";

    public Task WriteAsync(CancellationToken cancellationToken) => AtomicFile.WriteAsync(
        Path.Combine(settings.Folder, FileName), Encoding.UTF8.GetBytes(Html()), cancellationToken);

    string Html() => HtmlTemplate.Page(
        $"Rehearsal {settings.Name}",
        $"Real guests ({record.Guest.Suite}, kernel {record.Guest.Kernel}) that played on a test host of this machine. No evidence of a "
            + "real host.",
        [
            new("verdicts", "", Part("verdicts")),
            new("truth", "What the rule, the lab and the guest say", Part("truth")),
            new("freezes", "Guests that froze", Part("freezes")),
            new("runs", "Runs", Part("runs")),
            new("timelines", "Guest and server on one axis", Timelines()),
        ],
        $"Made by spice-trial with {settings.Command}. Seed {record.Seed}. Nothing on this page is loaded from elsewhere.");

    string Part(string name) => HtmlTemplate.Render(
        $"rehearsal-{name}.liquid",
        new
        {
            Verdicts = record.Verdicts.Select(x => new { Scenario = x.Key, Verdict = x.Value }).ToList(),
            record.Truth,
            Disagreements = record.Truth.Count(x => !x.Agrees),
            record.Freezes,
            record.Runs,
        }, typeof(RehearsalReport));

    string Timelines()
    {
        var text = new StringBuilder(VerdictPlots.Legend);
        text.Append("<p class=\"muted\">In the top lane what the guest saw: its plays, and in red every gap of more than 0.2 s between two "
            + "frames. Its clock and the server's are a tenth of a second apart.</p>");
        foreach (var (run, figures) in runs)
        {
            text.Append($"<h3>{WebUtility.HtmlEncode(run.Tag)}: {run.RingSize} entries</h3>");
            text.Append(VerdictPlots.Timeline(figures, figures.DurationSeconds ?? 1, Guest(run, figures)));
        }

        return text.ToString();
    }

    static PlotLane? Guest(RehearsalRun run, RunFigures figures)
    {
        if (figures.Start is not { } start)
            return null;
        double At(DateTimeOffset time) => (time - start).TotalSeconds;
        var end = figures.DurationSeconds ?? 0;
        return new(
            "guest",
            [
                .. run.Plays.Select(x => (At(x.Start), x.Seconds is { } seconds ? At(x.Start) + seconds : end, "line")),
                .. run.Plays.SelectMany(x => x.Gaps).Select(x => (At(x.End) - x.Seconds, At(x.End), "bad")),
            ]);
    }
}
