namespace SpiceTrial.Artifacts;

/// <summary>The whole difference of control and patched library, for a person to read.</summary>
static class DifferenceText
{
    public static string Write(Manifest manifest, LibraryDifference difference)
    {
        var text = new StringBuilder($"""
            Control and {manifest.Package.Name} {manifest.Package.Version} ({manifest.Package.Architecture}), without addresses.

            Functions: {difference.All}, of which {difference.Functions.Count} differ.
            Sections identical: {string.Join(' ', difference.Identical)}
            Sections that hold the functions below, the build-id, or addresses of moved code: {string.Join(' ', difference.Moved)}
            Not explained by the constant: {(difference.Unexplained.Count == 0 ? "nothing" : string.Join("; ", difference.Unexplained))}

            """);
        foreach (var function in difference.Functions)
        {
            text.Append($"\n{function.Control.Name}\n  {function.Explanation ?? "NOT EXPLAINED by the constant"}\n");
            foreach (var line in Lines(function))
                text.Append("  ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    static IEnumerable<string> Lines(ChangedFunction function) =>
        !function.IsReshaped && function.Control.Code.Count == function.Patched.Code.Count
        ? function.Control.Code.Zip(function.Patched.Code).Where(x => x.First != x.Second)
            .SelectMany(x => new[] { $"- {x.First}", $"+ {x.Second}" })
        : [.. function.Control.Code.Select(x => $"- {x}"), .. function.Patched.Code.Select(x => $"+ {x}")];
}
