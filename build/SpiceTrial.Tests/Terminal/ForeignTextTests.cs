using System.Runtime.CompilerServices;
using CsCheck;
using FluentAssertions;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Spectre.Console;
using SpiceTrial.Terminal;
using Xunit;

namespace SpiceTrial.Tests.Terminal;

/// <summary>What hosts, archives and packages say is text on the terminal and nothing else, by whichever way it gets there.</summary>
public sealed partial class ForeignTextTests
{
    static readonly string[] Hostile =
        ["\u001b[2J", "\u001b]0;title\a", "\u009b31m", "\u0085", "\r", "\b", "\u007f", "\0", "\u202e", "\u2066", "\u200e",
            "\u2028", "\u2029", "\ufeff", "\u00ad", "\ud83d", "[red]", "{Text}", "[/]", "sf:guest", " "];

    static readonly Gen<string> Foreign = Gen.OneOf(Gen.Int[0, Hostile.Length - 1].Select(x => Hostile[x]), Gen.String[0, 8])
        .Array[1, 8].Select(string.Concat);

    [Fact]
    public void In_the_log_whatever_becomes_of_it() => Foreign.Sample(text =>
    {
        var seen = new Seen();
        using var inner = new LoggerConfiguration().WriteTo.Sink(seen).CreateLogger();
        using var log = new LoggerConfiguration().WriteTo.Sink(new SafeLog(inner)).CreateLogger();

        log.Information("{Text:l}", text);
        log.Information("{Text} {Other}", text, new[] { text });
        log.Information("{@Text}", new { Name = text });
#pragma warning disable CA2254, Serilog004 // A call that forgot how it is done.
        log.Warning(text);
#pragma warning restore CA2254, Serilog004
        log.Error(new IOException(text, new IOException(text)), "failed");

        return seen.Lines.Count == 5 && seen.Lines.TrueForAll(IsText);
    }, iter: 2_000);

    [Fact]
    public void In_tables_and_lines_that_are_drawn() => Foreign.Sample(text =>
    {
        using var written = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 200;
        SafeTerminal.Guard(console);

        console.Write(new Table().AddColumns(Markup.Escape(text), "").AddRow(Markup.Escape(text), "x"));
        console.MarkupLineInterpolated($"[bold]{text}[/]");
        console.WriteLine(text);
        console.Write(new Markup(Markup.Escape(text)));

        return IsText(written.ToString());
    }, iter: 1_000);

    [Fact]
    public void In_errors_and_their_hints() => Foreign.Sample(text =>
    {
        var error = new TrialException(text, text, text);
        return IsText(error.Message) && IsText($"{error.What}{error.Where}{error.Hint}") && IsText(error.ToString());
    }, iter: 2_000);

    [Fact]
    public void On_one_line_where_a_line_is_shown() => Foreign.Sample(text =>
        IsText(Printable.Show(text, 40)) && !Printable.Show(text, 40).AsSpan().ContainsAny('\n', '\t'), iter: 2_000);

    [Fact]
    public void Nothing_writes_beside_these_ways()
    {
        // LostTerminal stands behind all of them.
        string[] ways = ["SafeTerminal.cs", "LostTerminal.cs", "Document.cs", "CellProgram.cs"];
        var beside = Sources("Terminal", "Targets", "SpiceTrial")
            .Where(x => !ways.Contains(Path.GetFileName(x)) && Written().IsMatch(File.ReadAllText(x)));

        string.Join("\n", beside).Should().BeEmpty("SafeTerminal.WriteLine, a table, the log or an error carry text to the terminal");
    }

    static bool IsText(string text) => text.All(x => x is '\n' or '\t' || (!char.IsControl(x) && char.GetUnicodeCategory(x) is not
        (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)));

    static IEnumerable<string> Sources(params string[] folders) => folders
        .SelectMany(x => Directory.EnumerateFiles(Path.Combine(Here(), "../..", x), "*.cs", SearchOption.AllDirectories))
        .Where(x => !x.Contains("/obj/", StringComparison.Ordinal));

    static string Here([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;

    [GeneratedRegex(@"(?<!Ansi)Console\.(Write|Out\b|Error\b|OpenStandard)|Log\.Logger = (?!new LoggerConfiguration\(\)\.MinimumLevel)")]
    private static partial Regex Written();

    sealed class Seen : ILogEventSink
    {
        public List<string> Lines { get; } = [];

        public void Emit(LogEvent logEvent) => Lines.Add($"{logEvent.RenderMessage()}{logEvent.Exception}");
    }
}
