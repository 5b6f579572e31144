using System.Text;
using SpiceTrial.Json;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports.Verdicts;

/// <summary><c>docs/verdict-simulations.md</c>: how often the rule errs, measured.</summary>
public static class RuleDocument
{
    public static async Task WriteAsync(string path, int trials, CancellationToken cancellationToken)
    {
        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null;
        var table = await Task.Run(() => RuleTable.Write(trials, cancellationToken), cancellationToken);
        var text = $"""
            # How often the verdict errs

            {trials} simulated trials of each design under rule `{VerdictRule.Id}`, seeds fixed, made by `./build.sh SimulateVerdicts --trials {trials}`. A run is {VerdictRule.PlannedMinutes} minutes. "Field's
            rates": the video engages 0.2 times a minute while it waits and is lost once a minute while it streams, as sessions 006a to 006c suggest; "many plays": 2
            and 6. "Variation" is by how much (coefficient of variation) the first of these differs between runs of the same arm.

            {table}
            ## What to read from it

            - From 5 runs of each arm on, false findings stay below the nominal 5% however much runs vary. With fewer, they do as long as runs vary by no more
              than the 25% assumed: single runs of arms that vary by 50% and more are wrong more often than they say.
            - A stream that flaps is taken for a cure in some of the trials, where the baseline's few long streams happened to be shorter than usual. Look at the
              timelines before you believe a confirmation whose streams are much shorter than the baseline's.
            - "Refuted" in the first table is right: there is no effect. So is "regression" in the last rows of the second.
            """;
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(GeneratedPart.Replace(existing, text, path)), cancellationToken);
    }
}
