namespace SpiceTrial.Testing;

/// <summary>Commands of this project that its pages tell people to type.</summary>
public static partial class DocumentedCommands
{
    /// <param name="root">The root of the project.</param>
    /// <returns>Each once, with the page that has it; without sudo, remarks and what follows a pipe.</returns>
    public static IReadOnlyList<(string Page, string Command)> Of(string root) =>
    [
        .. Pages(root).SelectMany(page => Typed().Matches(File.ReadAllText(page))
            .SelectMany(x => x.Groups["command"].Value.Split("&&"))
            .Select(x => (Path.GetRelativePath(root, page), Rest().Replace(x, "").Trim())))
            // "[...]" is what one may leave out.
            .Select(x => (Page: x.Item1, Command: Blanks().Replace(x.Item2.Replace("[", "").Replace("]", ""), " ")))
            .Where(x => x.Command.StartsWith("./build.sh", StringComparison.Ordinal))
            .DistinctBy(x => x.Command),
    ];

    static IEnumerable<string> Pages(string root) =>
        ((string[])["README.md", "SECURITY.md"]).Select(x => Path.Combine(root, x))
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md"))
            .Append(Path.Combine(root, "sessions", "007.md")).Order(StringComparer.Ordinal);

    // In a block, and in the middle of a sentence.
    [GeneratedRegex(@"(^ {4,}|`)(sudo )?(?<command>\./build\.sh[^`\n]*)", RegexOptions.Multiline)]
    private static partial Regex Typed();

    [GeneratedRegex(@"\s+#.*|\s*[|>].*| \(.*|;.*")]
    private static partial Regex Rest();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
