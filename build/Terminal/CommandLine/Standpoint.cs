namespace SpiceTrial.Terminal;

/// <summary>Where the person stands who started the run, and what they typed. The launcher goes to the project's folder; paths, and the
/// commands that are printed, are the person's all the same.</summary>
public static partial class Standpoint
{
    /// <summary>Set by the launchers; no child of this run gets it.</summary>
    const string Variable = "SPICE_TRIAL_FROM";

    // These lead to the same host, by the same way.
    static readonly string[] LeadingThere = ["Hypervisor", "SshConfig", "CacheDirectory"];

    static CommandLineSpec? spec;
    static IReadOnlyList<(OptionSpec Option, string Value)> given = [];
    static string? directory;
    static string launcher = "./build.sh";

    /// <summary>A path as it is told: short where it is below the folder in which the person stands.</summary>
    public static string Told(string path) =>
        Path.GetRelativePath(Environment.CurrentDirectory, path) is var near && near.StartsWith("..", StringComparison.Ordinal)
            ? Path.GetFullPath(path) : near;

    /// <summary>A path that the person typed.</summary>
    internal static string Typed(string path) => Path.GetFullPath(path, directory ?? Environment.CurrentDirectory);

    /// <summary>Commands of the launcher in a text, as they work where the person stands: with its path from there, and with the options
    /// that lead to the same host.</summary>
    public static string Commands(string text) => spec is not { } known ? text
        : Command().Replace(text, x => $"{launcher}{x.Groups["target"]}{Options(known, x)}");

    internal static void Learn(CommandLineSpec known, IReadOnlyList<string> arguments, string root)
    {
        spec = known;
        directory = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } from && Directory.Exists(from) ? from : null;
        Environment.SetEnvironmentVariable(Variable, null);
        given = [.. arguments.Zip(arguments.Skip(1))
            .Where(x => x.First.StartsWith("--", StringComparison.Ordinal) && !x.Second.StartsWith('-'))
            .Select(x => (Option: known.FindOption(x.First), Value: x.Second))
            .Where(x => LeadingThere.Contains(x.Option?.Name))!];
        var path = Path.GetRelativePath(directory ?? root, Path.Combine(root, "build.sh"));
        launcher = ShellWords.Quote(path.StartsWith("..", StringComparison.Ordinal) ? path : $"./{path}");
    }

    /// <summary>From here on relative paths are the person's. The build host has found its root by now.</summary>
    internal static void Enter()
    {
        if (directory is not null)
            Environment.CurrentDirectory = directory;
    }

    static string Options(CommandLineSpec known, Match command)
    {
        if (known.FindTarget(command.Groups["target"].Value.Trim()) is not { Reads: { } reads })
            return "";
        var rest = command.Groups["rest"].Value;
        return string.Concat(given.Where(x => reads.Any(y => Names.Same(y, x.Option.Name)) && !Has(rest, x.Option))
            .Select(x => $" {x.Option.LauncherName ?? x.Option.Typed} {ShellWords.Quote(x.Value)}"));
    }

    static bool Has(string rest, OptionSpec option) => rest.Contains($"{option.Typed} ", StringComparison.Ordinal)
        || option.LauncherName is { } name && rest.Contains($"{name} ", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\w/.])\./build\.sh(?<target> [A-Z]\w+)?(?=(?<rest>[^\n]*))")]
    private static partial Regex Command();
}
