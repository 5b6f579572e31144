using SpiceTrial.Reports;

namespace SpiceTrial.Trial;

/// <summary>A rollout as one page: the fleet as a picture, each host, and what stood between the waves.</summary>
public static class RolloutPage
{
    /// <summary>Writes it beside the record.</summary>
    /// <returns>The page's path.</returns>
    public static async Task<string> WriteAsync(RolloutFile file, CancellationToken cancellationToken)
    {
        var path = Path.ChangeExtension(file.Path, ".html");
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(Render(file.Record)), cancellationToken);
        return path;
    }

    public static string Render(RolloutRecord record) => HtmlTemplate.Page(
        $"Rollout {record.Name}",
        $"{record.Hosts.Count(x => x.Outcome == HostOutcome.Confirmed)} of {record.Hosts.Count()} hosts of {record.Group} are confirmed."
            + (record.Origin == Origin.Test ? " Test hosts: no evidence of a real one." : ""),
        [
            new("fleet", "", Part("fleet", record)),
            new("evidence", "What stood between the waves", Part("evidence", record)),
            new("steps", "What happened", Part("steps", record)),
        ],
        "Made by spice-trial from the rollout's record. Nothing on this page is loaded from elsewhere.");

    static string Part(string name, RolloutRecord record) => HtmlTemplate.Render($"rollout-{name}.liquid", new
    {
        Style = EmbeddedText.Read("rollout.css"),
        Waves = record.Waves.Select((x, i) => new
        {
            Number = i + 1, State = Printable.Word(x.State), Hosts = x.Hosts.Select(y => new
            {
                y.Name, Outcome = Printable.Word(y.Outcome), Build = y.Build is { Length: > 12 } id ? id[..12] : y.Build ?? "unknown",
                Reason = y.Reason ?? "",
                Guests = y.GuestsOnBuild is { } with ? $"{with} new, {y.GuestsOnOther} old" : "not known",
            }).ToList(),
        }).ToList(),
        Evidence = record.Evidence.Select(x => new
        {
            x.Wave, Decision = Printable.Word(x.Decision), Reasons = string.Join("; ", x.Reasons),
            Override = x.Override is null ? "" : $"{x.Who}: {x.Override}",
        }).ToList(),
        Steps = record.Steps.Select(x => new { At = x.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'"), x.Who, x.Wave, x.Text }).ToList(),
    });
}
