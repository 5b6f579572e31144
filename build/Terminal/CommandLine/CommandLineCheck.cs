using System.CommandLine;

namespace SpiceTrial.Terminal;

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
            .. rest.Select((x, i) => !IsOption(x)
                ? null : IsNegative(x) ? NegativeError(spec, x, i > 0 ? rest[i - 1] : "") : FormError(spec, x)).OfType<CommandLineError>(),
            .. OptionErrors(spec, rest),
            .. TargetsTwice(targets, rest),
            .. AskedAndSkipped(targets, rest),
        ];
    }

    static IEnumerable<CommandLineError> OptionErrors(CommandLineSpec spec, List<string> tokens)
    {
        // An option that is an error already must not leave its values to the one before it.
        var known = Known(spec, tokens);

        // Spelling counts for nothing in Nuke, so that every spelling on this line is an alias of the option it means.
        var options = known.Where(IsOption)
            .GroupBy(x => spec.FindOption(x)!)
            .ToDictionary(x => x.Key, x => new Option<string[]>(x.Key.Typed, [.. x.Distinct().Where(y => y != x.Key.Typed)])
            {
                AllowMultipleArgumentsPerToken = true,
                Arity = ArgumentArity.ZeroOrMore,
            });
        var command = new Command("build") { TreatUnmatchedTokensAsErrors = false };
        foreach (var option in options.Values)
            command.Add(option);
        var result = command.Parse(known, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        foreach (var (meant, option) in options)
        {
            if (result.GetResult(option)!.IdentifierTokenCount > 1)
                yield return new($"{meant.Shown} is given more than once", "give it once");
            foreach (var error in ValueCheck.Errors(spec, meant, meant.Shown, result.GetValue(option) ?? []))
                yield return error;
        }
    }

    static List<string> Known(CommandLineSpec spec, List<string> tokens)
    {
        var kept = new List<string>();
        var keeping = false;
        foreach (var (token, next) in tokens.Zip(tokens.Skip(1).Append("")))
        {
            // With a negative number behind it, that number is what is wrong.
            keeping = IsOption(token) ? FormError(spec, token) is null && !IsNegative(next) : keeping;
            if (keeping)
                kept.Add(token);
        }

        return kept;
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

    // Nuke would run those of --target and forget the others.
    static IEnumerable<CommandLineError> TargetsTwice(List<string> targets, List<string> rest) => targets.Count == 0 ? [] : rest
        .Where(x => x.StartsWith("--", StringComparison.Ordinal) && Names.Same(x, "--target"))
        .Take(1)
        .Select(_ => new CommandLineError(
            $"targets stand in two places: {string.Join(' ', targets)}, and those of --target, which alone would run",
            "name all of them first, without --target"));

    // Nuke would run them.
    static IEnumerable<CommandLineError> AskedAndSkipped(List<string> targets, List<string> rest) => rest
        .SkipWhile(x => !(IsOption(x) && Names.Same(x, "--skip"))).Skip(1).TakeWhile(x => !IsOption(x))
        .Where(skipped => targets.Any(x => Names.Same(x, skipped)))
        .Select(x => new CommandLineError($"{x} is asked for, and --skip {x} leaves it out", "name it in one of the two places"));

    static CommandLineError NegativeError(CommandLineSpec spec, string number, string before) =>
        IsOption(before) && spec.FindOption(before) is { IsSwitch: false } option
        ? new($"{option.Shown}: '{number}' is below zero, and no option takes that", ValueCheck.Example(option))
        : new($"'{number}' has no meaning here", "write targets first, then options");

    static bool IsNegative(string token) => token.Length > 1 && token[0] == '-' && (char.IsAsciiDigit(token[1]) || token[1] == '.');

    static CommandLineError UnknownTarget(CommandLineSpec spec, string name) =>
        new($"unknown target {name}", File.Exists(Standpoint.Typed(name))
            ? $"a log or a session is named with --session {ShellWords.Quote(name)}"
            : Names.Suggestion(name, [.. spec.Targets.Select(x => x.Name)], "targets"));

    // A negative number is a value for a person, but Nuke reads every leading dash as an option.
    static bool IsOption(string token) => token.StartsWith('-');
}
