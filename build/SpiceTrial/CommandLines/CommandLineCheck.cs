using System.CommandLine;

namespace SpiceTrial.CommandLines;

/// <summary>Checks a command line in the form that Nuke reads: targets, then options, each followed by its values.</summary>
public static class CommandLineCheck
{
    /// <summary>All that is wrong; empty when the run may start.</summary>
    public static IReadOnlyList<CommandLineError> Errors(CommandLineSpec spec, IReadOnlyList<string> arguments)
    {
        var targets = arguments.TakeWhile(x => !IsOption(x)).ToList();
        var rest = arguments.Skip(targets.Count).ToList();
        return
        [
            .. targets.Where(x => spec.FindTarget(x) is null).Select(x => UnknownTarget(spec, x)),
            .. rest.Where(IsOption).Select(x => FormError(spec, x)).OfType<CommandLineError>(),
            .. OptionErrors(spec, rest),
        ];
    }

    static IEnumerable<CommandLineError> OptionErrors(CommandLineSpec spec, List<string> tokens)
    {
        // Spelling counts for nothing in Nuke, so that every spelling on this line is an alias of the option it means.
        var options = tokens.Where(x => IsOption(x) && FormError(spec, x) is null)
            .GroupBy(x => spec.FindOption(x)!)
            .ToDictionary(x => x.Key, x => new Option<string[]>(x.Key.Typed, [.. x.Distinct().Where(y => y != x.Key.Typed)])
            {
                AllowMultipleArgumentsPerToken = true,
                Arity = ArgumentArity.ZeroOrMore,
            });
        var command = new Command("build") { TreatUnmatchedTokensAsErrors = false };
        foreach (var option in options.Values)
            command.Add(option);
        var result = command.Parse(tokens, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        foreach (var (known, option) in options)
        {
            if (result.GetResult(option)!.IdentifierTokenCount > 1)
                yield return new($"{known.Typed} is given more than once", "give it once");
            foreach (var error in ValueCheck.Errors(spec, known, known.Typed, result.GetValue(option) ?? []))
                yield return error;
        }
    }

    /// <summary>Null when the token is a known option, spelled alone.</summary>
    static CommandLineError? FormError(CommandLineSpec spec, string token)
    {
        var name = token.Split('=', 2)[0];
        if (spec.FindOption(name) is not { } option)
        {
            return token.All(x => x == '-')
                ? new($"'{token}' has no meaning here", "write targets first, then options")
                : new($"unknown option {name}", Names.Suggestion(name, [.. spec.Options.Select(x => x.Typed)], "options"));
        }

        if (token.Contains('=', StringComparison.Ordinal))
            return new($"'{token}' would be ignored: the value must be a word of its own", $"{option.Typed} {token.Split('=', 2)[1]}");
        return token.StartsWith("--", StringComparison.Ordinal) ? null : new($"unknown option {token}", $"did you mean {option.Typed}?");
    }

    static CommandLineError UnknownTarget(CommandLineSpec spec, string name) =>
        new($"unknown target {name}", Names.Suggestion(name, [.. spec.Targets.Select(x => x.Name)], "targets"));

    // A negative number is a value for a person, but Nuke reads every leading dash as an option.
    static bool IsOption(string token) => token.StartsWith('-');
}
