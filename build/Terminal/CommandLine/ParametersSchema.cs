using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpiceTrial.Terminal;

/// <summary><c>.nuke/build.schema.json</c>: what an editor offers in <c>.nuke/parameters.json</c>, and what completes a command
/// line. In the shape that NUKE writes and its own completion reads; made from the command line's rules, so that either host leaves the
/// same file.</summary>
public static class ParametersSchema
{
    static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Written only when it differs, whole or not at all: two runs may be at it at once.</summary>
    internal static void Write(string file, CommandLineSpec spec)
    {
        var text = Of(spec);
        if (!File.Exists(file) || File.ReadAllText(file) != text)
            AtomicFile.WriteAsync(file, Encoding.UTF8.GetBytes(text), CancellationToken.None).GetAwaiter().GetResult();
    }

    public static string Of(CommandLineSpec spec)
    {
        var definitions = new JsonObject();
        foreach (var option in spec.Options.Where(x => x is { IsOfHost: true, IsList: false, AllowedValues.Count: > 0 }))
            definitions[option.Name] = OneOf(option.AllowedValues);
        definitions["ExecutableTarget"] = OneOf([.. spec.Targets.Select(x => x.Name).Order(StringComparer.Ordinal)]);
        definitions["NukeBuild"] = new JsonObject { ["properties"] = Properties(spec.Options.Where(x => x.IsOfHost)) };
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-04/schema#",
            ["definitions"] = definitions,
            ["allOf"] = new JsonArray(
                new JsonObject { ["properties"] = Properties(spec.Options.Where(x => !x.IsOfHost)) },
                new JsonObject { ["$ref"] = "#/definitions/NukeBuild" }),
        }.ToJsonString(Form) + "\n";
    }

    static JsonObject Properties(IEnumerable<OptionSpec> options) =>
        new(options.OrderBy(x => x.Name, StringComparer.Ordinal).Select(x => KeyValuePair.Create<string, JsonNode?>(x.Name, Property(x))));

    // Descriptions are the host's own where the option is: each has its words.
    static JsonObject Property(OptionSpec option) => option switch
    {
        { IsOfHost: true, Name: "Target" or "Skip" } => List(Reference("ExecutableTarget")),
        { IsOfHost: true, IsList: false, AllowedValues.Count: > 0 } => Reference(option.Name),
        { IsOfHost: true, IsList: true } => List(Value(option)),
        { IsOfHost: true } => Value(option),
        { IsList: true } => Described(option, List(Value(option))),
        _ => Described(option, Value(option)),
    };

    static JsonObject Described(OptionSpec option, JsonObject property)
    {
        if (option.Description is { } text)
            property.Insert(1, "description", text);
        return property;
    }

    static JsonObject List(JsonObject item) => new() { ["type"] = "array", ["items"] = item };

    static JsonObject Reference(string name) => new() { ["$ref"] = $"#/definitions/{name}" };

    static JsonObject Value(OptionSpec option) => option switch
    {
        { AllowedValues.Count: > 0 } => OneOf(option.AllowedValues),
        { Kind: ValueKind.Whole } => new() { ["type"] = "integer", ["format"] = "int32" },
        { Kind: ValueKind.LongWhole } => new() { ["type"] = "integer", ["format"] = "int64" },
        { Kind: ValueKind.Number } => new() { ["type"] = "number", ["format"] = "double" },
        { Kind: ValueKind.Truth } => new() { ["type"] = "boolean" },
        _ => new() { ["type"] = "string" },
    };

    static JsonObject OneOf(IReadOnlyList<string> values) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. values.Select(x => JsonValue.Create(x))]) };
}
