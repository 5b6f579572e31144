using Serilog;
using Spectre.Console;
using SpiceTrial.Hosts;

namespace SpiceTrial.Terminal;

/// <summary>The operator at the terminal; in a log or in CI nobody can be asked.</summary>
public sealed class ConsoleOperator : IOperator
{
    public void Say(string text) => Log.Information("{Text:l}", text);

    public void Warn(string text) => Log.Warning("{Text:l}", text);

    public void Show(IReadOnlyList<PreflightRow> rows)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("looked at", "found", "", "what to do");
        foreach (var row in rows)
            table.AddRow(Markup.Escape(row.Name), Markup.Escape(row.Finding), Mark(row.Outcome), Markup.Escape(row.Hint));
        AnsiConsole.Write(table);
    }

    public async Task<bool?> AskAsync(string question, CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
            return null;
        return await AnsiConsole.ConfirmAsync(Markup.Escape(question), defaultValue: false, cancellationToken);
    }

    static string Mark(PreflightOutcome outcome) => outcome switch
    {
        PreflightOutcome.Refused => "[red]refused[/]",
        PreflightOutcome.Warning => "[yellow]warning[/]",
        _ => "[green]fine[/]",
    };
}
