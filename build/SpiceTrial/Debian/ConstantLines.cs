namespace SpiceTrial.Debian;

/// <summary>What a source says of its trace ring, for errors: an operator sees at once which form of the constant it has.</summary>
static class ConstantLines
{
    const string Word = "TRACE_ITEMS";
    const int Shown = 12;

    /// <summary>The lines that name the constant, headers first.</summary>
    public static async Task<string> ShowAsync(string tree, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var file in SourceFiles(tree))
        {
            var name = Path.GetRelativePath(tree, file);
            found.AddRange((await File.ReadAllLinesAsync(file, cancellationToken))
                .Select((text, index) => $"  {name}:{index + 1}: {text.Trim()}").Where(x => x.Contains(Word, StringComparison.Ordinal)));
        }

        return found.Count == 0
            ? $"  no file of the source mentions {Word}"
            : string.Join(Environment.NewLine, found.Take(Shown).Prepend("  the source says:"));
    }

    static IEnumerable<string> SourceFiles(string tree) => Directory
        .EnumerateFiles(tree, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        .Where(x => Path.GetExtension(x) is ".h" or ".hpp" or ".c" or ".cpp")
        .OrderByDescending(x => Path.GetExtension(x).StartsWith(".h", StringComparison.Ordinal)).ThenBy(x => x, StringComparer.Ordinal);
}
