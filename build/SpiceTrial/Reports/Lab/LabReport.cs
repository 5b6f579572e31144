using SpiceTrial.Lab;

namespace SpiceTrial.Reports;

/// <summary>The lab's result as one page: what it says in words, heat maps, and how to repeat it.</summary>
public static class LabReport
{
    public const string FileName = "report.html";

    /// <summary>Writes the page from the <c>lab.json</c> in the folder.</summary>
    /// <returns>The page's path.</returns>
    public static async Task<string> WriteAsync(string folder, CancellationToken cancellationToken)
    {
        var result = await RecordFile.ReadAsync<LabResult>(Path.Combine(folder, LabRun.FileName), cancellationToken);
        var page = Path.Combine(folder, FileName);
        await AtomicFile.WriteAsync(page, System.Text.Encoding.UTF8.GetBytes(Render(result)), cancellationToken);
        return page;
    }

    public static string Render(LabResult result)
    {
        var sections = new List<PageSection>
        {
            new("answer", "What the ring's size does",
                HtmlTemplate.Render("lab-findings.liquid", new { Groups = Groups(result), Style = EmbeddedText.Read("lab.css") })),
            new("scenarios", "Scenarios", Maps([LabHeatMaps.Scenarios(result)])),
        };
        Add("chrome", "How large it has to be", LabHeatMaps.ChromeRates(result) is { } map ? [map] : []);
        Add("swept", "What was swept", [.. LabHeatMaps.Swept(result)]);
        if (result.WithClient)
            sections.Add(
                new("client", "What a client received", HtmlTemplate.Render("lab-client.liquid", new { Rows = ClientRow.Of(result) })));
        sections.Add(new("repeat", "What was tested, and how to repeat it", HtmlTemplate.Render("lab-repeat.liquid", new
        {
            result.Libraries,
            Scenarios = result.Scenarios.Where(x => x.Changes.Count == 0),
            // Most scenarios first: a later run of one of them may have had more seeds, or fewer.
            Seeds = result.Cells.GroupBy(x => x.Scenario, (name, cells) => (Name: name, Last: cells.Max(x => x.Seed)))
                .GroupBy(x => x.Last).OrderByDescending(x => x.Count())
                .Select(x => new { Last = x.Key, Scenarios = string.Join(", ", x.Select(y => y.Name)) }).ToList(),
            Clock = result.RealTime ? "the machine's clock" : "a virtual clock",
            Options = result.WithClient ? " --real-time --client" : result.RealTime ? " --real-time" : "",
        })));
        return HtmlTemplate.Page(
            "The trace ring in the lab",
            "The real libspice-server under a synthetic guest: a model of a load, not a measurement of a cluster.",
            sections,
            $"{result.Cells.Count} cells. Made from lab.json, which holds every figure and the loads in full.");

        void Add(string id, string heading, IReadOnlyList<HeatMap> maps)
        {
            if (maps.Count > 0)
                sections.Add(new(id, heading, Maps(maps)));
        }
    }

    /// <summary>The findings by what they mean, each group in its tone.</summary>
    static List<object> Groups(LabResult result)
    {
        var groups = new List<object>();
        Add("A larger ring makes it worse", "bad", x => x.WorseAt.Count > 0);
        Add("A larger ring cures", "good", x => x.WorseAt.Count == 0 && x.IsCured);
        Add("No ring size that was tried helps", "open", x => x is { WorseAt.Count: 0, StockFails: true, SmallestCuringRing: null });
        Add("Stock works already", "plain", x => x is { WorseAt.Count: 0, StockFails: false });
        Add("Not known: stock did not run", "plain", x => x is { WorseAt.Count: 0, StockFails: null });
        return groups;

        void Add(string heading, string tone, Func<LabFinding, bool> which)
        {
            var lines = result.Findings.Where(which)
                .Select(x => new { x.Scenario, x.Words, result.Scenarios.Single(y => y.Name == x.Scenario).About }).ToList();
            if (lines.Count > 0)
                groups.Add(new { Heading = heading, Tone = tone, Lines = lines });
        }
    }

    static string Maps(IReadOnlyList<HeatMap> maps) => HtmlTemplate.Render("lab-heat.liquid", new { Maps = maps });
}
