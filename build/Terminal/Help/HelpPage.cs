using Spectre.Console;

namespace SpiceTrial.Terminal;

/// <summary>Pages of help, for 80 columns and without colour: on a terminal, in a log and in a mail alike.</summary>
public static class HelpPage
{
    const int Width = 80;

    static readonly Dictionary<Purpose, string> Headings = new()
    {
        [Purpose.Build] = "build: the patched package and its proof",
        [Purpose.Install] = "install: on a hypervisor, and back",
        [Purpose.Measure] = "measure: sessions, their figures and the verdict",
        [Purpose.Lab] = "lab: the library under synthetic loads",
        [Purpose.Publish] = "publish: what others read",
        [Purpose.Develop] = "develop: tests, and a hypervisor to try things on",
    };

    /// <summary>All targets, grouped by what a person wants, and the options that every run takes.</summary>
    public static string Of(CommandLineSpec spec)
    {
        var page = new StringBuilder("./build.sh TARGET... [--option value]...\n");
        page.Append("./build.sh TARGET --help shows that target's own options and an example.\n");
        if (spec.DefaultTarget is { } usual)
            page.Append($"Without a target, {usual} runs.\n");
        var width = spec.Targets.Max(x => x.Name.Length);
        foreach (var group in spec.Targets.Where(x => x.Help is not null).GroupBy(x => x.Help!.Purpose).OrderBy(x => x.Key))
            page.Append($"\n{Headings[group.Key]}\n").Append(Rows(group.Select(x => (x.Name, x.Help!.Does)), width));
        // Nuke's own --host is the CI host; the launchers' is the hypervisor.
        var ofEveryRun = spec.Options.Where(x => x.IsOfHost && x.Name != "Host").Select(Row)
            .Append(("--version", "Shows the version of this tool; stands alone."));
        return page.Append("\noptions of every run\n").Append(Rows(ofEveryRun)).ToString();
    }

    /// <summary>What one target does, an example, and the options that it reads.</summary>
    public static string Of(CommandLineSpec spec, TargetSpec target)
    {
        var page = new StringBuilder($"{target.Name}\n");
        if (target.Help is { } help)
            page.Append($"  {help.Does}.\n\nexample\n  ./build.sh {help.Example}\n");
        var options = spec.Options
            .Where(x => !x.IsOfHost && (target.Reads is null || target.Reads.Any(y => Names.Same(y, x.Name)))).ToList();
        page.Append(options.Count == 0 ? "\nIt has no options of its own.\n" : $"\noptions\n{Rows(options.Select(Row))}");
        return page.Append("\noptions of every run: ./build.sh --help\n").ToString();
    }

    static (string, string) Row(OptionSpec option)
    {
        var value = option switch
        {
            { IsSwitch: true } => "",
            { IsList: true, Separator: { } separator } => $" VALUE{separator}...",
            { IsList: true } => " VALUE...",
            { Kind: ValueKind.Text } => " VALUE",
            _ => " NUMBER",
        };
        return ($"{option.Shown}{value}", option.Description ?? "");
    }

    static string Rows(IEnumerable<(string Name, string Text)> rows, int names = 0)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Width;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0, 2, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach (var (name, text) in rows)
            grid.AddRow(new Text(name.PadRight(names)), new Text(text));
        console.Write(grid);
        return string.Concat(writer.ToString().TrimEnd().Split('\n').Select(x => $"{x.TrimEnd()}\n"));
    }
}
