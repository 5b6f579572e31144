namespace SpiceTrial.Debian;

/// <summary>One paragraph of a Debian control file: field names (any case) and values, continuation lines kept with their line breaks
/// (deb822(5)).</summary>
public sealed class Deb822
{
    readonly Dictionary<string, string> fields;

    Deb822(Dictionary<string, string> fields) => this.fields = fields;

    public string? this[string name] => fields.GetValueOrDefault(name);

    public string Required(string name, string where) =>
        this[name] ?? throw new TrialException($"the field {name} is missing", where);

    /// <summary>The lines of a multi-line field, each split at white space.</summary>
    public IReadOnlyList<string[]> Table(string name) =>
        [.. (this[name] ?? "").Split('\n').Select(x => x.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(x => x.Length > 0)];

    public static Deb822 Parse(string text, string where)
    {
        // A foreign field may have a million lines.
        var fields = new Dictionary<string, StringBuilder>(StringComparer.OrdinalIgnoreCase);
        string? current = null;
        foreach (var line in text.Replace("\r", "").Split('\n'))
        {
            if (line.StartsWith('#'))
                continue;
            if (string.IsNullOrWhiteSpace(line))
            {
                if (fields.Count > 0)
                    break;
            }
            else if (line[0] is ' ' or '\t')
            {
                if (current is null)
                    throw new TrialException("a control file begins with a continuation line", where);
                fields[current].Append('\n').Append(line.Trim());
            }
            else
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon <= 0 || !fields.TryAdd(current = line[..colon], new(line[(colon + 1)..].Trim())))
                    throw new TrialException($"not a control file: a field is malformed or stands twice: {line}", where);
            }
        }

        return new Deb822(fields.ToDictionary(x => x.Key, x => $"{x.Value}", StringComparer.OrdinalIgnoreCase));
    }
}
