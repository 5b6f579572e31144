using System.Runtime.CompilerServices;
using YamlDotNet.RepresentationModel;

namespace SpiceTrial.Tests.Workflows;

/// <summary>A workflow file of the project, as far as its rules need it.</summary>
sealed class Workflow
{
    readonly YamlMappingNode root;

    public Workflow(string name)
    {
        Text = File.ReadAllText(Path.Combine(Root(), ".github", "workflows", name));
        var stream = new YamlStream();
        stream.Load(new StringReader(Text));
        root = (YamlMappingNode)stream.Documents[0].RootNode;
    }

    public string Text { get; }

    public IEnumerable<YamlMappingNode> Jobs => Children((YamlMappingNode)root["jobs"]).Select(x => (YamlMappingNode)x.Value);

    public IEnumerable<YamlMappingNode> Steps => Jobs.SelectMany(x => (YamlSequenceNode)x["steps"]).Cast<YamlMappingNode>();

    public IEnumerable<string> Runs => Steps.Where(x => x.Children.ContainsKey("run")).Select(x => ((YamlScalarNode)x["run"]).Value!);

    public IEnumerable<string> Uses => Steps.Where(x => x.Children.ContainsKey("uses")).Select(x => ((YamlScalarNode)x["uses"]).Value!);

    public YamlNode this[string key] => root[key];

    public bool Has(string key) => root.Children.ContainsKey(key);

    public static IEnumerable<(string Key, YamlNode Value)> Children(YamlMappingNode node) =>
        node.Children.Select(x => (((YamlScalarNode)x.Key).Value!, x.Value));

    public static IEnumerable<string> Words(YamlNode node) => ((YamlSequenceNode)node).Select(x => ((YamlScalarNode)x).Value!);

    /// <summary>Every target that the build declares.</summary>
    public static string Targets() =>
        string.Concat(Directory.EnumerateFiles(Path.Combine(Root(), "build", "Targets"), "*.cs").Select(File.ReadAllText));

    public static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
}
