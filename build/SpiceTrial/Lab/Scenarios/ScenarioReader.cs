using System.ComponentModel.DataAnnotations;
using System.Reflection;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace SpiceTrial.Lab;

/// <summary>Turns a scenario file into a <see cref="Scenario"/>: its keys are the records' properties in kebab-case, within the ranges that
/// stand there; docs/lab-scenarios.md is the reference.</summary>
sealed class ScenarioReader(string file)
{
    /// <exception cref="TrialException">A key is unknown or its value wrong: named with the line and, of keys, the nearest known
    /// one.</exception>
    public Scenario Read(YamlMappingNode root, string name, IReadOnlyList<KeyValuePair<string, string>> changes)
    {
        var scenario = (Scenario)Record(typeof(Scenario), root, "") with { Name = name, Changes = changes };
        var video = scenario.Video;
        if (video.Left + video.Size.Width > scenario.Surface.Width || video.Top + video.Size.Height > scenario.Surface.Height)
            throw Bad($"the video ({video.Size} at {video.Left}, {video.Top}) does not fit on the surface ({scenario.Surface})", root);
        // The first frame comes within a period.
        if (video.Play + (1 / video.Fps) > scenario.Seconds)
            throw Bad($"no whole play of {video.Play} s fits into {scenario.Seconds} s", root);
        foreach (var chrome in scenario.Chrome)
            _ = Places.Of(scenario, chrome);
        return scenario;
    }

    object Record(Type type, YamlNode node, string path)
    {
        if (node is not YamlMappingNode mapping)
            throw Bad($"{path.TrimEnd('.')} must hold keys", node);
        var record = Activator.CreateInstance(type)!;
        var known = type.GetProperties().Where(x => !x.IsDefined(typeof(YamlIgnoreAttribute))).ToDictionary(Key);
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || !known.TryGetValue(name, out var property))
                throw Bad($"{path}{key} is no key of a scenario: {Names.Suggestion(key.ToString(), known.Keys, "known keys here")}", key);
            property.SetValue(record, Value(property, value, path + name));
        }

        foreach (var (key, property) in known)
        {
            if (property.IsDefined(typeof(RequiredAttribute)) && !mapping.Children.ContainsKey(new YamlScalarNode(key)))
                throw Bad($"{path.TrimEnd('.')} needs {key}", node);
        }

        return Whole(record, node);
    }

    static string Key(PropertyInfo property) => property.GetCustomAttribute<YamlMemberAttribute>()?.Alias ?? Names.Dashed(property.Name);

    object Value(PropertyInfo property, YamlNode node, string path)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.IsGenericType)
            return List(type.GetGenericArguments()[0], node, path);
        if (type.IsClass && type != typeof(string))
            return Record(type, node, $"{path}.");
        if (node is not YamlScalarNode { Value: var text })
            throw Bad($"{path} must be a single value", node);
        return type == typeof(string) ? text ?? "" : type.IsEnum ? Word(type, text ?? "", node, path)
            : type == typeof(Size) ? Size(text ?? "", Limits(property).Most, node, path)
            : type == typeof(int) ? (object)(int)Number(text, Limits(property), true, node, path)
            : Number(text, Limits(property), false, node, path);
    }

    Array List(Type item, YamlNode node, string path)
    {
        if (node is not YamlSequenceNode { Children: var nodes })
            throw Bad($"{path} must be a list", node);
        var list = Array.CreateInstance(item, nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
            list.SetValue(item == typeof(bool) ? Released(nodes[i], path) : Record(item, nodes[i], $"{path}[{i}]."), i);
        return list;
    }

    bool Released(YamlNode node, string path) => node is YamlScalarNode { Value: "released" or "nothing" } word
        ? word.Value == "released" : throw Bad($"{path} takes a list of: released, nothing", node);

    object Word(Type type, string text, YamlNode node, string path)
    {
        var words = Enum.GetNames(type).ToDictionary(Names.Dashed);
        return words.TryGetValue(text, out var word)
            ? Enum.Parse(type, word) : throw Bad($"{path} is {text}: {Names.Suggestion(text, words.Keys, "known words")}", node);
    }

    Size Size(string text, double most, YamlNode node, string path)
    {
        int?[] sides = [.. text.Split('x').Select(
            x => int.TryParse(x, NumberStyles.None, null, out var side) && side >= 1 && side <= most ? side : (int?)null)];
        return sides is [{ } width, { } height] ? new(width, height)
            : throw Bad($"{path} is {text}: write it as WIDTHxHEIGHT in pixels, such as 1024x768, each from 1 to {most}", node);
    }

    double Number(string? text, (double Least, double Most) limits, bool isWhole, YamlNode node, string path)
    {
        if (!double.TryParse(text, NumberStyles.Float, null, out var number) || !(number >= limits.Least && number <= limits.Most))
            throw Bad($"{path} is {text}: it must be a number from {limits.Least} to {limits.Most}", node);
        return !isWhole || number == Math.Floor(number)
            ? number : throw Bad($"{path} is {number}: it must be a whole number", node);
    }

    static (double Least, double Most) Limits(PropertyInfo property) => property.GetCustomAttribute<RangeAttribute>() is { } range
        ? (Convert.ToDouble(range.Minimum), Convert.ToDouble(range.Maximum))
        : throw new InvalidOperationException($"{property.Name} has no range");

    /// <summary>What a section's keys must be together.</summary>
    object Whole(object record, YamlNode node) => record switch
    {
        ChromeLoad { PerFrame: not null, Pause: > 0 } =>
            throw Bad("chrome with per-frame pauses with the video: leave out pause", node),
        ChromeLoad chrome when chrome.Rate is null == chrome.PerFrame is null =>
            throw Bad("chrome takes either rate (draws a second) or per-frame (draws after each frame)", node),
        OomLoad { When: OomWhen.BeforeFrame or OomWhen.Periodic or OomWhen.Poisson, Rate: 0 } oom => oom with { When = OomWhen.Never },
        OomLoad { When: OomWhen.Cycle, Cycle.Count: 0 } => throw Bad("oom with when: cycle needs cycle", node),
        _ => record,
    };

    TrialException Bad(string what, YamlNode node) =>
        new(what, $"{file}, line {node.Start.Line}", "docs/lab-scenarios.md describes every key", ExitStatus.BadInput);
}
