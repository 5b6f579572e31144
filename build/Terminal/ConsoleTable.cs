using Spectre.Console;

namespace SpiceTrial.Terminal;

/// <summary>Tables on the terminal.</summary>
public static class ConsoleTable
{
    public static void Write(IEnumerable<(string Name, string Value)> rows) =>
        Write(new Table().HideHeaders().AddColumns("", ""), rows.Select(x => new[] { x.Name, x.Value }));

    /// <summary>What counts, below its table and in colour: good, bad, or neither.</summary>
    public static void Conclude(string text, string tone) => AnsiConsole.MarkupLineInterpolated(tone switch
    {
        "good" => $"[bold green]{text}[/]",
        "bad" => $"[bold red]{text}[/]",
        _ => $"[bold yellow]{text}[/]",
    });

    public static void Write(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows) =>
        Write(new Table().AddColumns([.. headings.Select(Markup.Escape)]), rows);

    public static void Write(Table table, IEnumerable<IReadOnlyList<string>> rows)
    {
        foreach (var row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table.Border(TableBorder.Rounded));
    }

    /// <summary>A name and some columns; the first row is the heading.</summary>
    public static void WriteColumns(IEnumerable<IReadOnlyList<string>> rows) => Write(rows.First(), rows.Skip(1));
}
