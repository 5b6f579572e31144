using Serilog;
using Spectre.Console;
using SpiceTrial.Hosts;

namespace SpiceTrial.Terminal;

/// <summary>The operator at the terminal; in a log or in CI nobody can be asked.</summary>
/// <param name="showsAll">Also what is fine.</param>
public sealed class ConsoleOperator(bool showsAll) : IOperator
{
    public void Say(string text) => Log.Information("{Text:l}", text);

    public void Warn(string text) => Log.Warning("{Text:l}", text);

    public void Show(IReadOnlyList<PreflightRow> rows)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("looked at", "found", "", "what to do");
        var shown = Folded(rows, showsAll);
        foreach (var row in shown)
        {
            table.AddRow(Markup.Escape(row.Name), Markup.Escape(row.Finding), Mark(row.Outcome),
                Markup.Escape(Standpoint.Commands(row.Hint)));
        }

        if (shown.Count > 0)
            AnsiConsole.Write(table);
        if (shown.Count < rows.Count)
        {
            SafeTerminal.WriteLine(
                $"fine: {string.Join(", ", rows.Except(shown).Select(x => x.Name))} (--verbosity verbose shows what was found)");
        }
    }

    public async Task<bool?> AskAsync(string question, CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
            return null;
        try
        {
            while (true)
            {
                SafeTerminal.Write($"{question} [yes/No] ");
                // Ctrl-D is an answer too.
                if (await Task.Run(Console.In.ReadLine, cancellationToken).WaitAsync(cancellationToken) is not { } answer)
                    break;
                if (Said(answer) is { } said)
                    return said;
                SafeTerminal.WriteLine("yes or no");
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // And Ctrl-C, and a terminal that is closed.
        }

        SafeTerminal.WriteLine("");
        return false;
    }

    /// <summary>What needs attention, or all of it.</summary>
    internal static List<PreflightRow> Folded(IEnumerable<PreflightRow> rows, bool showsAll) =>
        [.. rows.Where(x => showsAll || x.Outcome != PreflightOutcome.Fine)];

    /// <summary>y and yes, n, no and nothing at all; <c>null</c>: neither.</summary>
    internal static bool? Said(string answer) => answer.Trim().ToLowerInvariant() switch
    {
        "y" or "yes" => true,
        "n" or "no" or "" => false,
        _ => null,
    };

    static string Mark(PreflightOutcome outcome) => outcome switch
    {
        PreflightOutcome.Refused => "[red]refused[/]",
        PreflightOutcome.Warning => "[yellow]warning[/]",
        _ => "[green]fine[/]",
    };
}
