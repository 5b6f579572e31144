using Spectre.Console;

namespace SpiceTrial.Terminal;

/// <summary>Tables on the terminal.</summary>
public static class ConsoleTable
{
    /// <summary>Of the terminal, in columns.</summary>
    public static int Width => AnsiConsole.Profile.Width;

    /// <summary>Names stay whole, however narrow the terminal.</summary>
    public static void Write(IEnumerable<(string Name, string Value)> rows) => Write(AnsiConsole.Console, rows);

    internal static void Write(IAnsiConsole console, IEnumerable<(string Name, string Value)> rows) =>
        Write(console, new Table().HideHeaders().AddColumn(new TableColumn("").NoWrap()).AddColumn(""),
            rows.Select(x => new[] { x.Name, x.Value }));

    /// <summary>Sentences below a table, each from the beginning of a line.</summary>
    public static void Say(IEnumerable<string> sentences) => Say(AnsiConsole.Console, sentences);

    internal static void Say(IAnsiConsole console, IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
            console.MarkupLineInterpolated($"{Standpoint.Commands(sentence)}");
    }

    /// <summary>What counts, below its table and in colour: good, bad, or neither.</summary>
    public static void Conclude(string text, string tone) => AnsiConsole.MarkupLineInterpolated(tone switch
    {
        "good" => $"[bold green]{text}[/]",
        "bad" => $"[bold red]{text}[/]",
        _ => $"[bold yellow]{text}[/]",
    });

    public static void Write(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows) =>
        Write(AnsiConsole.Console, headings, rows);

    internal static void Write(IAnsiConsole console, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows) =>
        Write(console, new Table().AddColumns([.. headings.Select(Markup.Escape)]), rows);

    static void Write(IAnsiConsole console, Table table, IEnumerable<IReadOnlyList<string>> rows)
    {
        foreach (var row in rows)
            table.AddRow([.. row.Select(x => Markup.Escape(Standpoint.Commands(x)))]);
        console.Write(table.Border(TableBorder.Rounded));
    }

    /// <summary>A name and some columns; the first row is the heading.</summary>
    public static void WriteColumns(IEnumerable<IReadOnlyList<string>> rows) => Write(rows.First(), rows.Skip(1));
}
