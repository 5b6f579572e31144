using SpiceTrial.Lab;

namespace SpiceTrial.Reports;

/// <summary>What the lab adds to the drafts: a reproducer that anybody can run, the table, and what each ring size cures and
/// breaks.</summary>
static class IssueLab
{
    const string Preferred = "ring-vs-y-8";

    /// <summary>A scenario, a command, a table: where stock fails, and where a larger ring does harm.</summary>
    public static string Reproducer(LabEvidence? lab)
    {
        const string general =
            "drives the library's public QXL interface with a synthetic load and a virtual clock; results repeat byte by byte.";
        if (lab is null)
            return $"1. Without a guest: `./build.sh Lab` of this trial {general} *Not run yet.*";
        var cure = lab.Findings.FirstOrDefault(x => x.Scenario == Preferred && x.IsCured) ?? lab.Findings.FirstOrDefault(x => x.IsCured);
        var harm = lab.Findings.Where(x => x.WorseAt.Count > 0).MaxBy(x => x.WorseAt.Count);
        var parts = new[] { ("Stock fails", cure), ("A larger ring does harm", harm) }.Where(x => x.Item2 is not null)
            .Select(x => Part(lab, x.Item1, x.Item2!)).ToList();
        return parts.Count == 0
            ? $"1. Without a guest: `./build.sh Lab` of this trial {general} No scenario of the attached `lab.json` tells ring sizes apart."
            : $"1. Without a guest: `./build.sh Lab` of this trial {general}\n\n{string.Join("\n\n", parts)}\n";
    }

    /// <summary>The table of all scenarios, what each size cures and breaks, and what was left out.</summary>
    public static string Measurements(LabEvidence? lab)
    {
        if (lab is null)
            return "*Not measured* in the lab: no result of the real library under a synthetic load is attached.";
        int[] rings = [.. lab.Plays().Select(x => x.Ring).Distinct().Order()];
        return $"""
            ### In the lab

            The real library under a synthetic QXL load {(lab.RealTime ? "with the machine's clock" : "with a virtual clock")}, no guest; plays with a stream of plays offered, by entries of the ring:

            {Table(lab, rings, [.. lab.Findings.Select(x => x.Scenario)])}

            {Sizes(lab, rings)}

            {Gaps(lab)}
            """;
    }

    static string Part(LabEvidence lab, string heading, LabEvidenceFinding finding)
    {
        int[] rings = [.. lab.Plays().Where(x => x.Scenario == finding.Scenario).Select(x => x.Ring).Distinct().Order()];
        var seeds = lab.Cells.Where(x => x.Scenario == finding.Scenario).Select(x => x.Seed).DefaultIfEmpty(1).Max();
        var load = lab.Scenarios.FirstOrDefault(x => x.Name == finding.Scenario);
        return $"""
               {heading}, `{finding.Scenario}`{(load is null ? "" : $": {LoadWords.Of(load)}")}.

                   ./build.sh Lab --scenarios {finding.Scenario} --ring-sizes {string.Join(",", rings)} --seeds {seeds}{(lab.RealTime ? " --real-time" : "")}

            {string.Join("\n", Table(lab, rings, [finding.Scenario]).Split('\n').Select(x => "   " + x))}
            """;
    }

    static string Table(LabEvidence lab, int[] rings, IReadOnlyList<string> scenarios)
    {
        var plays = lab.Plays().ToList();
        var rows = scenarios.Select(name =>
            $"| {MarkdownText.Escape(name)} | "
                + $"{string.Join(" | ", rings.Select(ring => plays.Where(x => x.Scenario == name && x.Ring == ring).Select(x => $"{x.Engaged}/{x.Offered}").FirstOrDefault("not run")))} |");
        return $"""
            | scenario | {string.Join(" | ", rings)} |
            |---|{string.Concat(rings.Select(_ => "---:|"))}
            {string.Join("\n", rows)}
            """;
    }

    // 16 or 32 entries may do what 128 do, without the harm: that belongs beside every proposal of 128.
    static string Sizes(LabEvidence lab, int[] rings)
    {
        var curable = lab.Findings.Where(x => x.StockFails).ToList();
        var rows = rings.Where(x => x > Debian.TraceItems.Stock).Select(ring =>
            $"| {ring} | {curable.Count(x => x.SmallestCuringRing <= ring)} of {curable.Count} | "
                + $"{Names(lab, x => x.WorseAt.Contains(ring))} | {Names(lab, x => x.SlowerAt.Contains(ring))} |");
        return $"""
            | entries | cures, of the scenarios in which stock fails | fewer plays than stock | as many, but later |
            |---:|---:|---|---|
            {string.Join("\n", rows)}

            Each scenario was made to show one regime, and in most of them the OOM comes directly before a frame, the worst moment for stock: how many
            scenarios a size cures says nothing about how often they occur. The guest's own reaction is not in it: no freeze can show here.
            """;
    }

    static string Gaps(LabEvidence lab)
    {
        var missing = ScenarioFiles.Shipped.Except(lab.Findings.Select(x => x.Scenario)).ToList();
        var worse = lab.Findings.Any(x => x.WorseAt.Count > 0) ? "" : "None of these scenarios got worse with a larger ring. ";
        return missing.Count == 0 ? worse + "All scenarios that the trial ships were run."
            : $"{worse}**Not run: "
                + $"{string.Join(", ", missing)}**{(missing.Any(LabEvidence.IsOfWidgets) ? "; those with widgets are where a larger ring is known to do harm" : "")}.";
    }

    static string Names(LabEvidence lab, Func<LabEvidenceFinding, bool> which) =>
        string.Join(", ", lab.Findings.Where(which).Select(x => MarkdownText.Escape(x.Scenario))) is { Length: > 0 } names ? names : "none";
}
