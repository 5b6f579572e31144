using SpiceTrial.Reports;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Testing;

/// <summary><c>docs/verdict-simulations.md</c>: how often the rule errs, measured.</summary>
public static class RuleDocument
{
    public static async Task WriteAsync(string path, int trials, CancellationToken cancellationToken)
    {
        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null;
        var table = await Task.Run(() => RuleTable.Write(trials, cancellationToken), cancellationToken);
        const double minutes = VerdictRule.PlannedMinutes;
        var text = $"""
            # How often the verdict errs

            {trials} simulated trials of each design under rule `{VerdictRule.Id}`, seeds fixed, made by
            `./build.sh SimulateVerdicts --trials {trials}`. A run is {minutes} minutes. "Field's rates": the video engages 0.2
            times a minute while it waits and is lost once a minute while it streams, as sessions 006a to 006c suggest;
            "many plays": 2 and 6. "Variation" is by how much (coefficient of variation) the first of these differs between
            runs of the same arm.

            {table}
            ## What to read from it

            - The last column of the first table is to stay at or below the nominal 5%: it is the chance that any figure of two
              identical libraries is called different. Where it does not, the rule is not as strict as it says, and the number
              stands there.
            - Few runs are paid for in power: see how often an effect is missed ("inconclusive") with 1 or 2 runs of each arm.
            - The simulated runs differ in the rate of engagement only (gamma), and are independent. Real ones may differ in other ways.
            - A stream that flaps streams no more than the baseline's: "confirmed" there is a false finding. It is made where the
              baseline's few long streams happened to be shorter than usual. Look at the timelines before you believe a
              confirmation whose streams are much shorter than the baseline's.
            - "Refuted" in the first table is right: there is no effect. So is "regression" in the last rows of the second; with
              1 and 2 runs that harm is mostly seen as "refuted" only (no benefit).
            """;
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(GeneratedPart.Replace(existing, text, path)), cancellationToken);
    }
}
