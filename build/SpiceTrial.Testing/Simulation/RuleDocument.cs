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
        var text = $"""
            # How often the verdict errs

            {trials} simulated trials of each design under rule `{VerdictRule.Id}`, seeds fixed, made by
            `./build.sh SimulateVerdicts --trials {trials}`. A run is 10 minutes. "Field's rates": the video streams at the start, is lost
            once a minute while it streams, and comes back 0.05 times a minute while it waits, as sessions 006a to 006c suggest. Orders
            are drawn in turns, as `Plan` does, but where it says "first".

            {table}
            ## What to read from it

            - **Confirmed and regression in the first table are false.** By construction the test errs in at most 1.9% to each
              side, with any runs; what is above that is what {trials} trials are off by (with 1000 trials 0.9 points).
            - "Refuted" in the first table is right: there is no effect.
            - Arms that are made one after the other while the guest drifts are the one thing that a test can't see through. The rule takes
              a steady drift out and asks for more there.
            - "Crashes in 80% of the runs": with 4 or 5 runs of each arm not every such trial is called a regression; what is confirmed
              there carries the bad ends as a caveat.
            - The simulated runs are independent, and differ in the rate of engagement only. Real ones may differ in other ways.
            """;
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(GeneratedPart.Replace(existing, text, path)), cancellationToken);
    }
}
