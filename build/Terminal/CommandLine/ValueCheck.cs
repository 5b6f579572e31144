namespace SpiceTrial.Terminal;

/// <summary>Checks the values of one option, wherever they were given.</summary>
static class ValueCheck
{
    /// <remarks><c>given</c> is how the operator gave it: the option, the variable, or the file and key.</remarks>
    internal static IEnumerable<CommandLineError> Errors(
        CommandLineSpec spec, OptionSpec option, string given, IReadOnlyList<string> values)
    {
        var items = option is { IsList: true, Separator: { } separator } && values.Count == 1
            ? values[0].Split(separator, StringSplitOptions.TrimEntries) : values;
        if (items.Count == 0 && !option.IsSwitch && !option.IsValueOptional)
            yield return new($"{given} needs a value", Example(option));
        foreach (var extra in items.Skip(option.IsList ? items.Count : 1))
            yield return Extra(spec, option, given, items[0], extra);
        foreach (var item in option.IsList ? items : items.Take(1))
        {
            if (Error(spec, option, given, item) is { } error)
                yield return error;
        }
    }

    static CommandLineError? Error(CommandLineSpec spec, OptionSpec option, string given, string value)
    {
        if (option.IsSwitch && spec.FindTarget(value) is { } target)
            return TargetLast(target, option, given);
        if (option.AllowedValues.Count > 0)
        {
            return option.AllowedValues.Any(x => Names.Same(x, value)) ? null : new(
                $"{given}: '{value}' is not one of its values",
                option.Hint ?? Names.Suggestion(value, option.AllowedValues, "values"));
        }

        if (value.Length == 0)
            return new($"{given} has an empty value", Example(option));
        return IsOf(option.Kind, value) ? null : new($"{given}: '{value}' is not {Wanted(option.Kind)}", Example(option));
    }

    static CommandLineError Extra(CommandLineSpec spec, OptionSpec option, string given, string first, string extra) =>
        spec.FindTarget(extra) is { } target
            ? TargetLast(target, option, $"{given} {first}")
            : new(
                option.IsSwitch
                    ? $"{given} takes no value, but '{extra}' follows it"
                    : $"{given} takes one value, but '{extra}' follows '{first}'",
                Names.Nearest(extra, spec.Targets.Select(x => x.Name)) is { } near
                    ? $"did you mean the target {near}? Targets stand before options" : "quote a value that has spaces");

    static CommandLineError TargetLast(TargetSpec target, OptionSpec option, string before) =>
        new($"target {target.Name} stands after {before}: targets must precede options",
            $"./build.sh {target.Name} {before.Replace(option.Shown, option.Typed, StringComparison.Ordinal)}");

    static bool IsOf(ValueKind kind, string value) => kind switch
    {
        ValueKind.Whole => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        ValueKind.LongWhole => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        ValueKind.Number => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        ValueKind.Truth => bool.TryParse(value, out _),
        _ => true,
    };

    static string Wanted(ValueKind kind) => kind switch
    {
        ValueKind.Whole or ValueKind.LongWhole => "a whole number (or one too large)",
        ValueKind.Number => "a number",
        _ => "true or false",
    };

    internal static string Example(OptionSpec option) => option.AllowedValues.Count > 0
        ? $"{option.Typed} {string.Join('|', option.AllowedValues)}"
        : option.Kind switch
        {
            ValueKind.Whole or ValueKind.LongWhole => $"{option.Typed} NUMBER, from 1",
            ValueKind.Number => $"{option.Typed} 0.5",
            ValueKind.Truth => $"{option.Typed}, alone or with true or false",
            _ => $"{option.Typed} VALUE",
        };
}
