using FluentAssertions;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Builders;

public sealed class PackageBuildTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_test_of_spices_own_that_fails_by_chance_is_told_from_one_that_fails()
    {
        (await FailedAsync("""
            21/24 spice / test-sasl                        FAIL            0.17s   killed by signal 6 SIGABRT
            Spice:ERROR:../server/tests/test-sasl.c:527:client_emulator: assertion failed
            (process:732): Spice-WARNING **: ../server/red-stream.cpp:672:red_stream_sasl_write: sasl_encode error: -6
            """)).Should().Match<TrialException>(x => x.Hint!.EndsWith("run again") && !x.What.Contains("sasl_encode")
                && x.What.Contains("killed by signal 6"));
        (await FailedAsync("20/24 spice / test-loop   FAIL   0.17s   killed by signal 6 SIGABRT")).Hint.Should().NotContain("run again");
    }

    static async Task<TrialException> FailedAsync(string said)
    {
        using var scratch = new Scratch();
        var source = new PatchedSource("spice", DebianVersion.Parse("0.15.1-1"), DebianVersion.Parse("0.15.1-1+0ntrace128"),
            TraceItems.From(128), "/in", [], [], DateTimeOffset.UnixEpoch, "");
        var request = new BuildRequest(
            source, "bookworm", "amd64", scratch.Path, PackageTests: true, 1, TimeSpan.FromSeconds(20), null, default);

        var building = () => PackageBuild.RunAsync(request, new("sh", "-c", "echo \"$1\"; exit 2", "sh", said),
            new BuildProgress(_ => { }, (_, _, _) => { }), TestContext.Current.CancellationToken);

        return (await building.Should().ThrowAsync<TrialException>()).Which;
    }
}
