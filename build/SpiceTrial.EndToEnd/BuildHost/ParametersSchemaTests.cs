using System.Runtime.CompilerServices;
using System.Text.Json;
using FluentAssertions;
using SpiceTrial.Terminal;
using Xunit;

namespace SpiceTrial.EndToEnd.BuildHost;

public sealed class ParametersSchemaTests : IDisposable
{
    readonly SampleBuild build = new SampleBuild().Guarded();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    string Schema => Path.Combine(build.Root, ".nuke", "build.schema.json");

    public void Dispose() => build.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Each_run_leaves_it_in_the_shape_that_NUKE_writes_whatever_stood_there()
    {
        build.WithFile("build.schema.json", "of another host");

        await build.RunAsync("First");

        using var schema = JsonDocument.Parse(await File.ReadAllBytesAsync(Schema, Token));
        var definitions = schema.RootElement.GetProperty("definitions");
        Words(definitions.GetProperty("ExecutableTarget").GetProperty("enum"))
            .Should().BeInAscendingOrder(StringComparer.Ordinal).And.Contain("First");
        Words(definitions.GetProperty("Verbosity").GetProperty("enum")).Should().Equal("Verbose", "Normal", "Minimal", "Quiet");
        var ofHost = definitions.GetProperty("NukeBuild").GetProperty("properties");
        ofHost.GetProperty("Skip").GetProperty("items").GetProperty("$ref").GetString().Should().Be("#/definitions/ExecutableTarget");
        ofHost.GetProperty("Host").GetProperty("$ref").GetString().Should().Be("#/definitions/Host");
        var both = schema.RootElement.GetProperty("allOf");
        var own = both[0].GetProperty("properties");
        both[1].GetProperty("$ref").GetString().Should().Be("#/definitions/NukeBuild");
        own.GetProperty("Count").GetProperty("type").GetString().Should().Be("integer");
        own.GetProperty("Items").GetProperty("items").GetProperty("type").GetString().Should().Be("string");
        Words(own.GetProperty("Speed").GetProperty("enum")).Should().Equal("Slow", "Fast");
        own.TryGetProperty("Skip", out _).Should().BeFalse();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_beside_a_long_one_takes_the_real_hosts_log_out_of_its_own_way()
    {
        // As NUKE holds it, and opens it once more where it is there.
        var log = Path.Combine(Directory.CreateDirectory(Path.Combine(build.Root, ".nuke", "temp")).FullName, "build.log");
        await using var held = new FileStream(log, FileMode.Create, FileAccess.Write, FileShare.None);

        (await build.RunAsync("First")).ExitCode.Should().Be(0);

        await using (File.OpenWrite(log))
            held.CanWrite.Should().BeTrue();
    }

    [Fact]
    public void The_committed_one_is_that_of_this_build() =>
        ParametersSchema.Of(BuildCommandLine.Of(typeof(Build), nameof(IDebBuild.DebBuild))).Should().Be(
            File.ReadAllText(Path.Combine(Here(), "../../../../.nuke/build.schema.json")), "./build.sh writes it; commit it");

    static string Here([CallerFilePath] string here = "") => here;

    static IEnumerable<string> Words(JsonElement list) => list.EnumerateArray().Select(x => x.GetString()!);
}
