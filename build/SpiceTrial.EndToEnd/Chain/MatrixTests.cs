using System.Text.Json.Nodes;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

[Collection(OnOneChain.Name)]
public sealed class MatrixTests(ChainFixture chain)
{
    static readonly string[] Bookworm = ["Matrix", "--suite", "bookworm", "--architecture", "amd64", "--builder", "chroot"];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_mirror_without_a_release_is_a_row_that_says_so_and_a_matrix_of_nothing_fails()
    {
        var project = await chain.CopyAsync("empty matrix");

        var said = await FailsAsync(project, "Matrix", "--suite", "sid", "--mirror", $"file://{chain.Make("emptymirror")}");

        said.Should().MatchRegex("sid +│ amd64 +│ unknown +│ not served ")
            .And.MatchRegex("sid +│ arm64 +│ unknown +│ not served ")
            .And.Contain("nothing was proven for any release");
        (await RowsAsync(project)).Select(x => (string?)x!["outcome"]).Should().Equal("not served", "not served");
    }

    [Fact(Timeout = 1_800_000)]
    [Trait("Run", "All")]
    public async Task A_release_is_proven_once_and_a_package_that_was_changed_since_fails()
    {
        var project = await chain.CopyAsync("matrix");

        (await project.RunAsync(Bookworm)).OrThrow("the matrix failed");
        var row = (await RowsAsync(project)).Single()!;
        ((string?)row["outcome"]).Should().Be("proven");
        row["arms"]!.AsArray().Select(x => $"{x!["traceItems"]}: {x["notChecked"]!.AsArray().Count}").Should().Equal("8: 0", "128: 0");
        Directory.GetDirectories(project.File("built/matrix/bookworm")).Select(Path.GetFileName)
            .Should().BeEquivalentTo("spice_0.15.1-1+0ntrace8_amd64", "spice_0.15.1-1+0ntrace128_amd64");

        var second = await project.RunAsync(Bookworm);
        second.ExitCode.Should().Be(0, second.Output);
        second.Output.Should().Contain("0.15.1-1+0ntrace128 is there already").And.NotContain("building spice")
            .And.NotContain("checking: ");
        (await RowsAsync(project)).Single()!["arms"]!.ToJsonString().Should().Be(row["arms"]!.ToJsonString());

        await File.AppendAllTextAsync(
            project.File("built/matrix/bookworm/spice_0.15.1-1+0ntrace8_amd64/libspice-server1_0.15.1-1+0ntrace8_amd64.deb"), "x", Token);
        (await FailsAsync(project, Bookworm)).Should().Contain("not proven: bookworm amd64: the artifacts fail their verification");
        ((string?)(await RowsAsync(project)).Single()!["outcome"]).Should().Be("not proven");
    }

    // Not as other runs that fail: the record of what became of each release is written all the same.
    static async Task<string> FailsAsync(Project project, params string[] arguments)
    {
        var run = await project.RunAsync(arguments);
        run.ExitCode.Should().Be(1, run.Output + run.Error);
        run.Output.Should().Contain("  hint: ").And.NotContain("Unhandled exception");
        return run.Output;
    }

    static async Task<JsonArray> RowsAsync(Project project) =>
        JsonNode.Parse(await File.ReadAllTextAsync(project.File("built/matrix/matrix.json"), Token))!["rows"]!.AsArray();
}
