using Spectre.Console;
using SpiceTrial.Lab;
using SpiceTrial.Reports;

namespace SpiceTrial.Terminal;

/// <summary>The lab's results on the terminal: plays engaged of those offered, by scenario and ring size.</summary>
public static class LabTable
{
    public static void Write(LabResult result)
    {
        List<int> sizes = [.. result.Cells.Select(x => x.RingSize).Distinct().Order()];
        var table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn("plays engaged").NoWrap())
            .AddColumns([.. sizes.Select(x => new TableColumn(x == 8 ? "8 (stock)" : $"{x}").RightAligned())]);
        foreach (var finding in result.Findings)
            table.AddRow([Markup.Escape(finding.Scenario),
                .. sizes.Select(x => Text(finding, x, [.. result.Cells.Where(y => y.Scenario == finding.Scenario && y.RingSize == x)]))]);
        AnsiConsole.Write(table);
        foreach (var finding in result.Findings)
            SafeTerminal.WriteLine($"{finding.Scenario}: {finding.Words}");
        SafeTerminal.WriteLine("Which of these a field log is like: ./build.sh Diagnose --session BUNDLE");
        if (result.WithClient)
            WriteClients(result);
    }

    static void WriteClients(LabResult result)
    {
        foreach (var row in ClientRow.Of(result))
        {
            SafeTerminal.WriteLine($"{row.Cell}: {row.Words}");
            foreach (var remark in row.Remarks)
                SafeTerminal.WriteLine($"  {remark}");
        }
    }

    static string Text(LabFinding finding, int size, IReadOnlyList<LabCell> cells)
    {
        if (cells.FirstOrDefault(x => x.Outcome != CellOutcome.Ran) is { } failed)
            return $"[yellow]{Names.Dashed(failed.Outcome.ToString())}[/]";
        var (engaged, offered) = (cells.Sum(x => x.PlaysEngaged ?? 0), cells.Sum(x => x.PlaysOffered ?? 0));
        var text = $"{engaged}/{offered}";
        return finding.WorseAt.Contains(size) ? $"[magenta]{text} worse[/]"
            : finding.SlowerAt.Contains(size) ? $"[blue]{text} later[/]"
            : finding.EngagedShare.GetValueOrDefault(size) >= LabFinding.Works ? $"[green]{text}[/]" : $"[red]{text}[/]";
    }
}
