using System.CommandLine;

namespace Nuke.Common.Parameters;

/// <summary>
/// The command line as Nuke reads it: targets first, then options, each with the tokens up to the next one.
/// Case and inner dashes of a name do not count, an unknown option is ignored, and so is <c>--name=value</c>.
/// </summary>
sealed class CommandLineValues
{
    readonly Dictionary<string, string[]> values = new(StringComparer.OrdinalIgnoreCase);

    internal CommandLineValues(IReadOnlyList<string> arguments)
    {
        Targets = [.. arguments.TakeWhile(x => !IsName(x))];
        var named = arguments.Skip(Targets.Count).Where(x => !(IsName(x) && x.Contains('=', StringComparison.Ordinal))).ToList();
        var options = named.Where(IsName).Distinct()
            .ToDictionary(x => x, x => new Option<string[]>(x) { AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.ZeroOrMore });
        if (options.Count == 0)
            return;

        var command = new Command("build") { TreatUnmatchedTokensAsErrors = false };
        foreach (var option in options.Values)
            command.Add(option);
        var result = command.Parse(named, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        foreach (var (token, option) in options)
            values[Plain(token)] = result.GetValue(option) ?? [];
    }

    internal IReadOnlyList<string> Targets { get; }

    /// <summary>The tokens after the option; empty for a switch, null when the option is not there.</summary>
    internal string[]? Find(string name) => values.GetValueOrDefault(name);

    static bool IsName(string token) => token.StartsWith('-');

    static string Plain(string token) => token.TrimStart('-').Replace("-", "", StringComparison.Ordinal);
}
