using System.Reflection;

namespace SpiceTrial.Terminal;

/// <summary>Help and version, answered before the build host starts: its own help knows neither groups nor which target reads
/// what.</summary>
public static class HelpRequest
{
    const string Help = "help";

    /// <summary>This tool's version, with the commit where it was compiled from a repository.</summary>
    public static string Version { get; } = "spice-trial "
        + typeof(HelpRequest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The answer, or what is wrong with the question; <c>null</c> where nothing of it was asked.</summary>
    public static (string Page, IReadOnlyList<CommandLineError> Errors)? Answer(CommandLineSpec spec, IReadOnlyList<string> arguments)
    {
        if (arguments is ["--version"])
            return (Version + "\n", []);
        string[] rest = [.. arguments.Where((x, i) => !(Names.Same(x, Help) && (i == 0 || x.StartsWith("--", StringComparison.Ordinal))))];
        if (rest.Length == arguments.Count)
            return null;
        if (CommandLineCheck.Errors(spec, rest) is { Count: > 0 } errors)
            return ("", errors);
        var targets = rest.TakeWhile(x => !x.StartsWith('-')).Select(spec.FindTarget).OfType<TargetSpec>().Distinct().ToList();
        return (targets.Count == 0 ? HelpPage.Of(spec) : string.Join('\n', targets.Select(x => HelpPage.Of(spec, x))), []);
    }
}
