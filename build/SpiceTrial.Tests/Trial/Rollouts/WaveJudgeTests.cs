using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Trial.Rollouts;

/// <summary>Hosts are judged one by one before anything of their wave changes.</summary>
public sealed class WaveJudgeTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Hosts_of_two_architectures_get_an_artifact_each_and_one_without_any_is_refused()
    {
        var amd64 = await ArtifactsAsync("amd64", "1111");
        var arm64 = await ArtifactsAsync("arm64", "2222");
        var judge = Judge([amd64, arm64], []);

        var judged = new[] { await AskAsync(judge, "amd64"), await AskAsync(judge, "arm64"), await AskAsync(judge, "riscv64") };

        judged.Select(x => x.Outcome).Should().Equal(HostOutcome.Untouched, HostOutcome.Untouched, HostOutcome.Refused);
        judged.Select(x => x.Call?.BuildId).Should().Equal("1111", "2222", null);
        judged[2].Reason.Should().Contain("nothing in built/ with 128 entries fits it (bookworm riscv64 0.15.1-1)");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_build_that_is_another_than_the_earlier_waves_had_is_refused_for_its_architecture_alone()
    {
        var (amd64, arm64) = (await ArtifactsAsync("amd64", "1111"), await ArtifactsAsync("arm64", "2222"));
        var judge = Judge([amd64, arm64], [RolloutBuild.Of(amd64) with { BuildId = "0000" }]);

        (await AskAsync(judge, "amd64")).Reason.Should().Contain("have changed since the earlier waves").And.Contain("0000");
        (await AskAsync(judge, "arm64")).Outcome.Should().Be(HostOutcome.Untouched);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("hi", "yes", HostOutcome.Confirmed, "it was confirmed before")]
    [InlineData("ii", "yes", HostOutcome.Refused, "not held any more")]
    [InlineData("hi", "no", HostOutcome.Refused, "libvirt does not answer")]
    public async Task A_host_that_was_confirmed_before_counts_only_as_long_as_it_is_in_order(
        string state, string libvirt, HostOutcome outcome, string why)
    {
        var reading = SampleHost.With(("transaction", "confirmed"), ("stock", "0.15.1-1"), ("buildId", "1111"), ("state", state),
            ("libvirtAnswers", libvirt));

        var judge = Judge([await ArtifactsAsync("amd64", "1111")], []);
        var judged = await judge.JudgeAsync(new("sf-1", reading, null, IsReached: true), Token);

        judged.Outcome.Should().Be(outcome);
        judged.Reason.Should().Contain(why);
    }

    static WaveJudge Judge(VerifiedArtifacts[] built, RolloutBuild[] earlier) => new(
        (facts, _) => Task.FromResult(built.FirstOrDefault(
            x => ArtifactsForHost.Mismatch(x.Artifacts.Manifest, facts, null) is null)),
        GateState.Proceed.Because("as the test says"), earlier, new());

    static Task<JudgedHost> AskAsync(WaveJudge judge, string architecture) =>
        judge.JudgeAsync(new("sf-1", SampleHost.With(("architecture", architecture)), null, IsReached: true), Token);

    async Task<VerifiedArtifacts> ArtifactsAsync(string architecture, string buildId)
    {
        var folder = await SampleArtifacts.MakeAsync(Directory.CreateDirectory(Path.Combine(scratch.Path, architecture)).FullName, 128);
        var manifest = await ArtifactsVerification.LoadAsync(folder, Token);
        return new(new(folder, manifest with
        {
            Package = manifest.Package with { Architecture = architecture },
            Files = [.. manifest.Files.Select(x => x.BuildId is null ? x : x with { BuildId = buildId })],
        }), [], []);
    }
}
