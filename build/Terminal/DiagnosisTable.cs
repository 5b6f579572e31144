using Spectre.Console;
using SpiceTrial.Lab;

namespace SpiceTrial.Terminal;

/// <summary>Diagnoses on the terminal.</summary>
public static class DiagnosisTable
{
    public static void Write(DiagnosisResult result)
    {
        foreach (var diagnosis in result.Diagnoses)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"[bold]{diagnosis.Tag}: {Names.Dashed(diagnosis.Regime.ToString())}[/]");
            SafeTerminal.WriteLine(diagnosis.Words);
            ConsoleTable.Write(["from the log", "", "says"], diagnosis.Figures.Select(x => new[] { x.Name, x.Value, x.Meaning }));
            Lines("What the log can't show:", diagnosis.Bounds);
            Lines("Next:", diagnosis.LookNext);
            Lines(
                result.LabResults is null ? "In the lab (not run here yet: ./build.sh Lab):" : "In the lab:",
                [.. diagnosis.Evidence.Select(x => $"{x.Scenario}: {x.Finding?.Words ?? "not run"} ({x.About})")]);
        }
    }

    static void Lines(string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        SafeTerminal.WriteLine(heading);
        foreach (var line in lines)
            SafeTerminal.WriteLine($"  - {line}");
    }
}
