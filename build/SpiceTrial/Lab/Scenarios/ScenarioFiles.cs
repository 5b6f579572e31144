using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SpiceTrial.Lab;

/// <summary>Scenarios by name, as shipped, or from a file.</summary>
public static class ScenarioFiles
{
    const string Prefix = "SpiceTrial.Lab.Scenarios.Shipped.";
    const string Ending = ".yaml";

    /// <summary>A set under one name.</summary>
    public const string ShortName = "short";

    /// <summary>The names of the shipped scenarios, in the order of their numbers.</summary>
    public static IReadOnlyList<string> Shipped { get; } =
    [
        .. typeof(ScenarioFiles).Assembly.GetManifestResourceNames()
            .Where(x => x.StartsWith(Prefix, StringComparison.Ordinal) && x.EndsWith(Ending, StringComparison.Ordinal))
            .Select(x => x[Prefix.Length..^Ending.Length])
            .OrderBy(x => x.TrimEnd('.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), StringComparer.Ordinal)
            .ThenBy(x => x.Length)
            .ThenBy(x => x, StringComparer.Ordinal),
    ];

    /// <summary>For a nightly run: one scenario of each regime, well under a minute with two ring sizes.</summary>
    public static IReadOnlyList<string> ShortSet { get; } =
        ["ring-vs-y-7", "ring-vs-y-8", "widgets-60", "stall-250ms", "full-tree", "guest-16mib"];

    /// <summary>The scenarios that the words name: a shipped name, the set <c>short</c>, or a file. No word is all that are
    /// shipped.</summary>
    /// <param name="words">What the operator typed.</param>
    /// <param name="changes">Values that replace those of the file, by key, such as <c>oom.rate</c>.</param>
    /// <exception cref="TrialException">A name is not known, or a file is wrong.</exception>
    public static IReadOnlyList<Scenario> Of(IReadOnlyList<string> words, IReadOnlyList<KeyValuePair<string, string>>? changes = null)
    {
        var named = Expand(words).Select(x => (Word: x, Scenario: Parse(Source(x), changes ?? []))).ToList();
        return named.GroupBy(x => x.Scenario.Name).FirstOrDefault(x => x.Count() > 1) is { } same
            ? throw new TrialException($"two scenarios are called {same.Key}", string.Join(", ", same.Select(x => x.Word)),
                "Results are kept by that name: rename one of the files", ExitStatus.BadInput)
            : [.. named.Select(x => x.Scenario)];
    }

    /// <summary>One word for each scenario that the words name.</summary>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> words) => words.Count == 0 ? Shipped
        : [.. words.SelectMany(x => x == ShortName ? ShortSet : [x]).Distinct(StringComparer.Ordinal)];

    static (string Name, string File, string Text) Source(string word)
    {
        if (Shipped.Contains(word))
            return Shipping(word);
        if (!word.Contains('/', StringComparison.Ordinal) && !word.Contains('.', StringComparison.Ordinal))
            throw Unknown(word);
        try
        {
            return !File.Exists(word) ? throw Unknown(word)
                : Path.GetFileNameWithoutExtension(word) is var name && Shipped.Contains(name) ? throw new TrialException(
                    $"a scenario that is shipped is called {name} too", word, "Results are kept by that name: rename the file",
                    ExitStatus.BadInput)
                : (name, word, File.ReadAllText(word));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrialException($"the scenario can't be read: {e.Message}", word, status: ExitStatus.BadInput, cause: e);
        }
    }

    static (string Name, string File, string Text) Shipping(string name) => (name, name + Ending, EmbeddedText.Read(name + Ending));

    static TrialException Unknown(string word) => new(
        $"no scenario is named {word}, and no such file exists", "--scenarios", Names.Suggestion(word, [.. Shipped, ShortName], "shipped"),
        ExitStatus.BadInput);

    static Scenario Parse((string Name, string File, string Text) source, IReadOnlyList<KeyValuePair<string, string>> changes)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(source.Text));
        }
        catch (YamlException e)
        {
            throw new TrialException($"the scenario is not YAML: {e.Message}", $"{source.File}, line {e.Start.Line}",
                "docs/lab-scenarios.md has examples", ExitStatus.BadInput, e);
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
            throw new TrialException(
                "a scenario file holds one mapping of keys", source.File, "docs/lab-scenarios.md has examples", ExitStatus.BadInput);
        foreach (var (key, value) in changes)
            Change(root, key, value);
        var name = changes.Count == 0 ? source.Name : $"{source.Name}({string.Join(",", changes.Select(x => $"{x.Key}={x.Value}"))})";
        return new ScenarioReader(source.File).Read(root, name, changes);
    }

    // chrome.rate is the rate of the first chrome: most scenarios have one.
    static void Change(YamlMappingNode root, string key, string value)
    {
        var node = root;
        var parts = key.Split('.');
        foreach (var part in parts[..^1])
        {
            if (!node.Children.TryGetValue(new YamlScalarNode(part), out var inner))
                node.Add(part, inner = new YamlMappingNode());
            node = inner is YamlSequenceNode { Children: [YamlMappingNode first, ..] } ? first : inner as YamlMappingNode
                ?? throw new TrialException(
                    $"{part} holds no keys", $"--sweep {key}", "docs/lab-scenarios.md describes every key", ExitStatus.BadInput);
        }

        node.Children[new YamlScalarNode(parts[^1])] = new YamlScalarNode(value);
    }
}
