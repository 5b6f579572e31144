using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Tests.Artifacts;
using Xunit;

namespace SpiceTrial.Tests.Hypervisors.Transactions;

public sealed class ArtifactsForHostTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Of_several_folders_the_one_that_fits_is_taken()
    {
        await SampleArtifacts.MakeAsync(scratch.Path, 64);
        var wanted = await SampleArtifacts.MakeAsync(scratch.Path, 128);

        (await ChooseAsync(SampleHost.With(), new()))!.Folder.Folder.Should().Be(wanted);
        (await ChooseAsync(SampleHost.With(), new() { TraceItems = 32 })).Should().BeNull("it must be built");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("architecture", "arm64", "built for amd64, the host is arm64")]
    [InlineData("suite", "trixie", "built for bookworm, the host runs trixie")]
    [InlineData("version", "0.15.2-1", "built from 0.15.1-1, the host has 0.15.2-1")]
    [InlineData("version", "$(id)", "an unknown version")]
    public async Task Artifacts_for_another_host_are_refused_with_the_reason_or_passed_over(string key, string value, string reason)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var facts = SampleHost.With((key, value));

        (await ChooseAsync(facts, new())).Should().BeNull();
        var error = (await ((Func<Task>)(() => ChooseAsync(facts, new() { Artifacts = folder })))
            .Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain(reason);
        error.Status.Should().Be(ExitStatus.Refused);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("0.15.1-1+b1")]
    [InlineData("0.15.1-1+0ntrace64")]
    public async Task A_binary_NMU_and_a_build_of_ours_have_the_same_source(string version)
    {
        await SampleArtifacts.MakeAsync(scratch.Path, 128);

        (await ChooseAsync(SampleHost.With(("version", version)), new())).Should().NotBeNull();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_package_that_was_exchanged_is_refused()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await File.AppendAllTextAsync(Directory.GetFiles(folder, "libspice-server1_*.deb").Single(), "x", Token);

        (await ((Func<Task>)(() => ChooseAsync(SampleHost.With(), new()))).Should().ThrowAsync<TrialException>()).Which.Status
            .Should().Be(ExitStatus.Refused);
    }

    Task<ChosenArtifacts?> ChooseAsync(HostFacts facts, InstallOptions options) =>
        ArtifactsForHost.ChooseAsync(facts, options, scratch.Path, Token);
}
