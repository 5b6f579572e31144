using System.Text.Json;

namespace Nuke.Common.Parameters;

/// <summary>Parameters from <c>.nuke/parameters.json</c> and, before it, from the profiles' <c>.nuke/parameters.NAME.json</c>.</summary>
sealed class FileValues
{
    readonly Dictionary<string, string[]> values = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="FileNotFoundException">A profile has no file.</exception>
    internal FileValues(string directory, IEnumerable<string> profiles)
    {
        Add(Path.Combine(directory, "parameters.json"), required: false);
        foreach (var profile in profiles)
            Add(Path.Combine(directory, $"parameters.{profile}.json"), required: true);
    }

    internal string[]? Find(string name) => values.GetValueOrDefault(name);

    void Add(string file, bool required)
    {
        if (!required && !File.Exists(file))
            return;
        using var document = JsonDocument.Parse(
            File.ReadAllBytes(file), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        foreach (var property in document.RootElement.EnumerateObject()
            .Where(x => x.Name != "$schema" && x.Value.ValueKind != JsonValueKind.Null))
        {
            values[property.Name.Replace("-", "", StringComparison.Ordinal)] = property.Value.ValueKind == JsonValueKind.Array
                ? [.. property.Value.EnumerateArray().Select(x => x.ToString())]
                : [property.Value.ToString()];
        }
    }
}
