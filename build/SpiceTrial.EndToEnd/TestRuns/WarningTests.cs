using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.TestRuns;

[Trait("Run", "All")]
public sealed class WarningTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("spice-trial-tree-").FullName;
    readonly List<string> said = [];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact(Timeout = 900_000)]
    public async Task A_warning_in_a_project_that_is_compiled_already_fails_before_a_test_runs()
    {
        await SourceTree.CopyAsync(root, Token);
        var build = Path.Combine(root, "build");
        // CA2201, which an analyzer reports: without analyzers it compiles, and its result is up to date then.
        await File.WriteAllTextAsync(Path.Combine(build, "bench", "ReadSessions", "Warned.cs"),
            "sealed class Warned\n{\n    public void Fail() => throw new Exception();\n}\n", Token);
        await Programs.OutputOfAsync(
            new("dotnet", "build", "bench/ReadSessions", "-p:RunAnalyzers=false", "-nodeReuse:false", "-p:UseSharedCompilation=false")
            {
                WorkingDirectory = build, Timeout = TimeSpan.FromMinutes(10),
            },
            "the tree does not compile", Token);

        var run = () => new TestRun(root, strict: false, said.Add).RunAsync(TestSelection.Fast, _ => { }, Token);

        var error = (await run.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain("bench/ReadSessions/ReadSessions.csproj does not compile").And.Contain("Warned.cs");
        said.Should().NotContain(x => x.Contains("running", StringComparison.Ordinal));
    }
}
