using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Hosts;
using SpiceTrial.Tests.Trial;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Transactions;

public sealed class ArtifactsForHostTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Of_several_folders_the_one_that_fits_is_taken()
    {
        await SampleArtifacts.MakeAsync(scratch.Path, 64);
        var wanted = await SampleArtifacts.MakeAsync(scratch.Path, 128);

        (await ChooseAsync(SampleHost.With(), new()))!.Artifacts.Folder.Should().Be(wanted);
        (await ChooseAsync(SampleHost.With(), new() { TraceItems = 32 })).Should().BeNull("it must be built");
    }

    [Theory(Timeout = 120_000)]
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

    [Theory(Timeout = 120_000)]
    [InlineData("0.15.1-1+b1")]
    [InlineData("0.15.1-1+0ntrace64")]
    public async Task A_binary_NMU_and_a_build_of_ours_have_the_same_source(string version)
    {
        await SampleArtifacts.MakeAsync(scratch.Path, 128);

        (await ChooseAsync(SampleHost.With(("version", version)), new())).Should().NotBeNull();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_package_that_was_exchanged_is_refused()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await File.AppendAllTextAsync(Directory.GetFiles(folder, "libspice-server1_*.deb").Single(), "x", Token);

        (await ((Func<Task>)(() => ChooseAsync(SampleHost.With(), new()))).Should().ThrowAsync<TrialException>()).Which.Status
            .Should().Be(ExitStatus.Refused);
    }

    // os-release of sid has the codename of testing: it built "sid", and then refused that for a host that "runs forky".
    [Theory(Timeout = 120_000)]
    [InlineData("sid", "", true)]
    [InlineData(null, "sid", true)]
    [InlineData(null, "", false)]
    [InlineData("forky", "", false)]
    public async Task What_was_built_for_sid_fits_a_host_of_sid_that_was_resolved_as_one(string? asked, string served, bool fits)
    {
        var facts = SampleHost.With(("suite", "forky"), ("release", ""), ("served", served));
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var manifest = await ArtifactsVerification.LoadAsync(folder, Token);
        manifest = manifest with { Package = manifest.Package with { Suite = "sid" } };

        ArtifactsForHost.Mismatch(manifest, facts, asked).Should().Be(
            fits ? null : $"built for sid, the host runs {asked ?? "testing or unstable: say which with --suite"}");
        if (fits)
        {
            DeployedVersion.Of(facts, new(scratch.Path) { Suite = asked }, DateTimeOffset.UnixEpoch).Suite
                .Should().Be("sid", "resolving and the fit are one decision");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_folder_from_elsewhere_that_was_copied_into_built_is_passed_over()
    {
        await SampleArtifacts.MakeAsync(scratch.Path, 128);

        (await ArtifactsForHost.ChooseAsync(SampleHost.With(), new(), Workspace, Token)).Should().BeNull("it must be built");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_build_that_is_asked_for_is_made_although_all_else_is_proven(bool isAsked)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await SampleArtifacts.ForgeAsync(folder, SampleArtifacts.AllPassed);
        await SampleArtifacts.KnowAsync(folder, Workspace.State);
        scratch.Write("mirror/nothing", "");
        var settings = new ChainSettings(scratch.Path) { CacheDirectory = scratch.File("cache"), Built = scratch.Path,
            State = Workspace.State, CheckReproducible = isAsked, Mirror = $"file://{scratch.File("mirror")}" };
        using var chain = new ChainRun(settings, new Silence(), Silence.NoHost);
        var lines = new List<string>();

        var proof = await Record.ExceptionAsync(() => new ArtifactsToInstall(chain, new(), lines.Add).ForAsync(SampleHost.With(), Token));

        // This mirror has nothing to build a control from: that one is wanted shows that the proof began.
        (proof is TrialException).Should().Be(isAsked);
        lines.Select(x => x.Contains("is not checked yet (reproducible)")).Should().Equal(isAsked ? [true] : []);
    }

    Workspace Workspace => new(scratch.Path, scratch.File("cache")) { Built = scratch.Path, State = scratch.File("state") };

    async Task<VerifiedArtifacts?> ChooseAsync(HostReading facts, InstallOptions options)
    {
        foreach (var folder in Directory.GetDirectories(scratch.Path, "spice_*"))
            await SampleArtifacts.KnowAsync(folder, Workspace.State);
        return await ArtifactsForHost.ChooseAsync(facts, options, Workspace, Token);
    }
}
