using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>The last lines of a run: each target, how it went, how long it took, what it reported.</summary>
static class SummaryPage
{
    internal static void Write(TextWriter writer, IReadOnlyCollection<ExecutableTarget> plan)
    {
        var width = Math.Max(15, plan.Select(x => x.Name.Length).DefaultIfEmpty().Max());
        var rule = new string('-', width + 24);
        writer.WriteLine(rule);
        writer.WriteLine($"{"Target".PadRight(width)}  {"Status",-11} {"Duration",10}");
        writer.WriteLine(rule);
        foreach (var target in plan)
            writer.WriteLine($"{target.Name.PadRight(width)}  {target.Status,-11} {DurationOf(target),10}{Information(target, "   // ")}");
        writer.WriteLine(rule);
        writer.WriteLine($"{"Total".PadRight(width)}  {"",-11} {Text(TimeSpan.FromTicks(plan.Sum(x => x.Duration.Ticks))),10}");
        writer.WriteLine();
    }

    internal static string Markdown(IReadOnlyCollection<ExecutableTarget> plan)
    {
        var text = new StringBuilder("| Target | Status | Duration | |\n|---|---|--:|---|\n");
        foreach (var target in plan)
            text.Append($"| {target.Name} | {target.Status} | {DurationOf(target)} | {Cell(InformationOrReason(target))} |\n");
        return text.Append('\n').ToString();
    }

    internal static bool HasFailed(IEnumerable<ExecutableTarget> plan) =>
        plan.Any(x => x.Status is ExecutionStatus.Failed or ExecutionStatus.NotRun);

    static string Information(ExecutableTarget target, string before) =>
        target.SummaryInformation.Count == 0
            ? "" : before + string.Join(", ", target.SummaryInformation.Select(x => $"{x.Key}: {x.Value}"));

    // The page of a CI run stands alone; on a terminal the reason is a few lines above.
    static string InformationOrReason(ExecutableTarget target) =>
        Information(target, "") is { Length: > 0 } information ? information : target.FailedBecause ?? "";

    static string DurationOf(ExecutableTarget target) =>
        target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed ? Text(target.Duration) : "";

    static string Text(TimeSpan duration) => duration < TimeSpan.FromSeconds(1) ? "< 1sec" : $"{(int)duration.TotalMinutes}:{duration:ss}";

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
