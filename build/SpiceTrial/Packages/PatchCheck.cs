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
        if (result.ExitCode == 0)
            return;
        var hunk = FailedHunk().Match(result.Output) is { Success: true } match ? match.Value : result.Output.Trim().Split('\n').LastOrDefault() ?? "";
        throw new TrialException(
            $"{Path.GetFileName(patch)} does not apply with fuzz 0: {hunk}{Environment.NewLine}{await ConstantLines.ShowAsync(tree, cancellationToken)}",
            patch,
            "The source has another form of the constant: write a patch for it and name it in patches/series");
    }

    [GeneratedRegex(@"Hunk #\d+ (FAILED|ignored) at \d+\.?")]
    private static partial Regex FailedHunk();
}
