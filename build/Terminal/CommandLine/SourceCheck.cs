using System.Collections;
using System.Text.Json;

namespace SpiceTrial.Terminal;

/// <summary>Checks the other places that parameters come from: environment variables and <c>.nuke/parameters*.json</c>.</summary>
public static class SourceCheck
{
    /// <summary>
    /// Errors in variables that bind to an option: letters and digits of a variable's name count, case does not, <c>NUKE_</c> may stand
    /// before it. Every other variable belongs to somebody else.
    /// </summary>
    public static IEnumerable<CommandLineError> EnvironmentErrors(CommandLineSpec spec, IDictionary variables)
    {
        var bound = variables.Keys.Cast<string>().Where(x => variables[x] is string { Length: > 0 })
            .Select(x => (Name: x, Value: (string)variables[x]!, Option: Bound(spec, x)))
            .Where(x => x.Option is not null).OrderBy(x => x.Name, StringComparer.Ordinal).ToLookup(x => x.Option!);
        // One host takes one of them, the other neither.
        foreach (var twice in bound.Where(x => x.Count() > 1))
        {
            var names = string.Join(" and ", twice.Select(x => x.Name));
            yield return new($"{twice.Key.Shown} is given by the environment variables {names}", $"unset all but one of {names}");
        }

        foreach (var (name, value, option) in bound.SelectMany(x => x).Select(x => (x.Name, x.Value, x.Option!)))
        {
            var values = option is { IsList: true, Separator: null } ? value.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [value];
            foreach (var error in ValueCheck.Errors(spec, option, $"environment variable {name}", values))
                yield return error with { Hint = $"{error.Hint}; or unset {name}" };
        }
    }

    /// <summary>Errors in one parameters file: broken JSON, a key that is no option, a value that does not fit.</summary>
    public static IReadOnlyList<CommandLineError> FileErrors(CommandLineSpec spec, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(file), new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Where(x => x.Name != "$schema")
                    .SelectMany(x => PropertyErrors(spec, Path.GetFileName(file), x))]
                : [new($"{file} holds no JSON object", "{ \"Hypervisor\": \"sf-2\" }")];
        }
        catch (JsonException e)
        {
            return [new($"{file} is no JSON: {e.Message}", "correct the file or remove it")];
        }
    }

    /// <summary>Whether the environment or that file gives an option a value.</summary>
    public static bool Gives(CommandLineSpec spec, string option, IDictionary variables, string file) =>
        variables.Keys.Cast<string>().Any(x => Bound(spec, x)?.Name == option && variables[x] is string { Length: > 0 })
        || (File.Exists(file) && File.ReadAllText(file).Contains($"\"{option}\"", StringComparison.OrdinalIgnoreCase));

    static IEnumerable<CommandLineError> PropertyErrors(CommandLineSpec spec, string file, JsonProperty property)
    {
        if (spec.FindOption(property.Name) is not { } option)
            return [new(
                $"{file}: unknown key {property.Name}", Names.Suggestion(property.Name, [.. spec.Options.Select(x => x.Name)], "keys"))];
        // Nuke passes over another spelling in silence, and over a list that is none.
        if (property.Name != option.Name)
            return [new($"{file}: the key {property.Name} is written {option.Name}", $"\"{option.Name}\"")];
        return property.Value.ValueKind switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.Array when !option.IsList =>
                [new($"{file}: {property.Name} takes one value, and no list", ValueCheck.Example(option))],
            not JsonValueKind.Array and not JsonValueKind.Object when option.IsList =>
                [new($"{file}: {property.Name} is a list", $"\"{option.Name}\": [{property.Value.GetRawText()}]")],
            JsonValueKind.Object => [new($"{file}: {property.Name} is an object", "give a text, a number, true, false or a list")],
            JsonValueKind.Array => ValueCheck.Errors(
                spec, option, $"{file}: {property.Name}", [.. property.Value.EnumerateArray().Select(x => x.ToString())]),
            _ => ValueCheck.Errors(spec, option, $"{file}: {property.Name}", [property.Value.ToString()]),
        };
    }

    internal static OptionSpec? Bound(CommandLineSpec spec, string variable)
    {
        var plain = new string([.. variable.Where(char.IsLetterOrDigit)]);
        return spec.FindOption(plain)
            ?? (plain.StartsWith("NUKE", StringComparison.OrdinalIgnoreCase) ? spec.FindOption(plain[4..]) : null);
    }
}
