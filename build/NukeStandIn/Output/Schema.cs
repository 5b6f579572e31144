using System.Text.Json;
using Nuke.Common.Execution;
using Nuke.Common.Parameters;

namespace Nuke.Common.Output;

/// <summary><c>.nuke/build.schema.json</c>: what an editor offers in <c>.nuke/parameters.json</c>.</summary>
static class Schema
{
    /// <summary>Written under a temporary name, and only when it differs: two runs may be at it at once.</summary>
    internal static void Write(string file, IReadOnlyCollection<ExecutableTarget> targets, Type build)
    {
        var text = Of(targets, build);
        if (File.Exists(file) && File.ReadAllText(file) == text)
            return;
        var temporary = $"{file}.{Environment.ProcessId}";
        File.WriteAllText(temporary, text);
        File.Move(temporary, file, overwrite: true);
    }

    static string Of(IReadOnlyCollection<ExecutableTarget> targets, Type build)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-04/schema#");
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            json.WriteStartObject("$schema");
            json.WriteString("type", "string");
            json.WriteEndObject();
            foreach (var member in ParameterMembers.Of(build).DistinctBy(ParameterMembers.NameOf)
                .OrderBy(ParameterMembers.NameOf, StringComparer.Ordinal))
            {
                json.WriteStartObject(ParameterMembers.NameOf(member));
                Describe(json, ParameterMembers.NameOf(member), ParameterMembers.TypeOf(member), targets);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    static void Describe(Utf8JsonWriter json, string name, Type type, IReadOnlyCollection<ExecutableTarget> targets)
    {
        if (name is "Target" or "Skip")
        {
            Array(json, () => Enumeration(json, targets.Select(x => x.Name)));
            return;
        }

        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        if (scalar != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(scalar))
            Array(json, () => json.WriteString("type", "string"));
        else if (scalar == typeof(Host))
            Enumeration(json, Host.AvailableNames);
        else if (scalar.IsEnum)
            Enumeration(json, scalar.GetEnumNames());
        else
            json.WriteString("type", scalar == typeof(bool)
                ? "boolean" : scalar == typeof(int) || scalar == typeof(long) ? "integer" : scalar == typeof(double) ? "number" : "string");
    }

    static void Array(Utf8JsonWriter json, Action item)
    {
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        item();
        json.WriteEndObject();
    }

    static void Enumeration(Utf8JsonWriter json, IEnumerable<string> names)
    {
        json.WriteString("type", "string");
        json.WriteStartArray("enum");
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
