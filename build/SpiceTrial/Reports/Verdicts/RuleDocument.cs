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
            """;
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(GeneratedPart.Replace(existing, text, path)), cancellationToken);
    }
}
