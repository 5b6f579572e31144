using YamlDotNet.RepresentationModel;

namespace SpiceTrial.Lab;

/// <summary>The keys of one YAML mapping, read one by one; what is left over is an error that names the nearest known key.</summary>
/// <param name="mapping">The mapping.</param>
/// <param name="file">The file, for errors.</param>
/// <param name="path">Keys that lead here, such as <c>oom.</c>.</param>
sealed class YamlKeys(YamlMappingNode mapping, string file, string path = "")
{
    readonly List<string> known = [];

    public string? Text(string key) => Scalar(key)?.Value;

    public double? Number(string key, double least, double most)
    {
        if (Scalar(key) is not { } node)
            return null;
        return double.TryParse(node.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least
            && number <= most
            ? number
            : throw Bad($"{path}{key} is {node.Value}: it must be a number from {Format(least)} to {Format(most)}", node);
    }

    public int? Whole(string key, int least, int most) => Number(key, least, most) is not { } number ? null
        : number == Math.Floor(number)
        ? (int)number
        : throw Bad($"{path}{key} is {Format(number)}: it must be a whole number", mapping.Children[new YamlScalarNode(key)]);

    public Size? Size(string key, int most)
    {
        if (Scalar(key) is not { } node)
            return null;
        var parts = (node.Value ?? "").Split('x');
        return parts.Length == 2 && Side(parts[0]) is { } width && Side(parts[1]) is { } height
            ? new Size(width, height)
            : throw Bad($"{path}{key} is {node.Value}: write it as WIDTHxHEIGHT in pixels, such as 1024x768, each from 1 to {most}", node);

        int? Side(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side >= 1 && side <= most ? side : null;
    }

    public T? Word<T>(string key)
        where T : struct, Enum
    {
        if (Scalar(key) is not { } node)
            return null;
        var words = Enum.GetNames<T>();
        var match = words.FirstOrDefault(x => Names.Dashed(x) == node.Value);
        return match is not null ? Enum.Parse<T>(match)
            : throw Bad(
                $"{path}{key} is {node.Value}: {Names.Suggestion(node.Value ?? "", [.. words.Select(Names.Dashed)], "known words")}", node);
    }

    /// <summary>A list of words out of a few; empty where the key is not there.</summary>
    public IReadOnlyList<string> Words(string key, params string[] allowed) => [.. Items(key).Select(x =>
        x is YamlScalarNode { Value: { } word } && allowed.Contains(word)
            ? word : throw Bad($"{path}{key} takes a list of: {string.Join(", ", allowed)}", x))];

    public T? Section<T>(string key, Func<YamlKeys, T> read)
        where T : class => Node(key) is { } node ? Inner(node, $"{path}{key}.", read) : null;

    public IReadOnlyList<T> List<T>(string key, Func<YamlKeys, T> read) =>
        [.. Items(key).Select((x, index) => Inner(x, $"{path}{key}[{index}].", read))];

    /// <exception cref="TrialException">There are keys that nobody asked for.</exception>
    public void NothingElse()
    {
        foreach (var (key, _) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || !known.Contains(name))
                throw Bad($"{path}{key} is no key of a scenario: {Names.Suggestion(key.ToString(), known, "known keys here")}", key);
        }
    }

    public TrialException Bad(string what) => Bad(what, mapping);

    TrialException Bad(string what, YamlNode node) =>
        new(what, $"{file}, line {node.Start.Line}", "docs/lab-scenarios.md describes every key", ExitStatus.BadInput);

    T Inner<T>(YamlNode node, string at, Func<YamlKeys, T> read)
    {
        if (node is not YamlMappingNode inner)
            throw Bad($"{at.TrimEnd('.')} must hold keys", node);
        var keys = new YamlKeys(inner, file, at);
        var value = read(keys);
        keys.NothingElse();
        return value;
    }

    IEnumerable<YamlNode> Items(string key) => Node(key) switch
    {
        null => [],
        YamlSequenceNode sequence => sequence.Children,
        { } node => throw Bad($"{path}{key} must be a list", node),
    };

    YamlScalarNode? Scalar(string key) => Node(key) switch
    {
        null => null,
        YamlScalarNode scalar => scalar,
        { } node => throw Bad($"{path}{key} must be a single value", node),
    };

    YamlNode? Node(string key)
    {
        known.Add(key);
        return mapping.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }

    static string Format(double number) => number.ToString();
}
