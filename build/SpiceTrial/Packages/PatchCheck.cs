using System.Text.RegularExpressions;
using SpiceTrial.Processes;

namespace SpiceTrial.Packages;

/// <summary>Tries a patch with fuzz 0; when it fails, names the hunk and shows what the source says there.</summary>
static partial class PatchCheck
{
    public static async Task ThrowUnlessAppliesAsync(string tree, string patch, CancellationToken cancellationToken)
    {
        var result = await Programs.RunAsync(
            new ProgramCall("patch", "-p1", "--fuzz=0", "--dry-run", "--batch", "--forward", "--input", patch) { WorkingDirectory = tree, Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" } },
            cancellationToken);
        // An offset is as bad as fuzz here: the line would have moved since the patch was written and nobody has looked.
        if (result.ExitCode == 0)
            return;
        var hunk = FailedHunk().Match(result.Output) is { Success: true } match ? match.Value : result.Output.Trim().Split('\n').LastOrDefault() ?? "";
        throw new TrialException(
            $"{Path.GetFileName(patch)} does not apply with fuzz 0: {hunk}{Environment.NewLine}{await ShowAsync(tree, patch, cancellationToken)}",
            patch,
            "The source has another form of the constant: write a patch for it and name it in patches/series");
    }

    static async Task<string> ShowAsync(string tree, string patch, CancellationToken cancellationToken)
    {
        var name = (await File.ReadAllLinesAsync(patch, cancellationToken))
            .Where(x => x.StartsWith("+++ ", StringComparison.Ordinal)).Select(x => x[4..].Split('\t', ' ')[0]).Select(x => x[(x.IndexOf('/', StringComparison.Ordinal) + 1)..]).FirstOrDefault();
        var file = name is null ? null : Path.GetFullPath(Path.Combine(tree, name));
        if (file is null || !file.StartsWith(tree + "/", StringComparison.Ordinal) || !File.Exists(file))
            return $"  the source has no file {name}";
        var found = (await File.ReadAllLinesAsync(file, cancellationToken))
            .Select((text, index) => $"  {name}:{index + 1}: {text}").Where(x => x.Contains("TRACE_ITEMS", StringComparison.Ordinal)).Take(12).ToList();
        return found.Count == 0 ? $"  {name} does not mention TRACE_ITEMS" : string.Join(Environment.NewLine, found.Prepend("  the source says:"));
    }

    [GeneratedRegex(@"Hunk #\d+ (FAILED|ignored) at \d+\.?")]
    private static partial Regex FailedHunk();
}
