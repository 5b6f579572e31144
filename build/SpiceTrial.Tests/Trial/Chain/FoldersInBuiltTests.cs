using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;
using SpiceTrial.Tests.Artifacts;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial;

/// <summary>What lies in <c>built/</c> is used only where a run of this user made it, and then without more ado.</summary>
public sealed class FoldersInBuiltTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    ChainSettings Settings => new(scratch.Path) { CacheDirectory = scratch.File("cache"), State = scratch.File("state") };

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData(false, "the base", "the base", "", 1)]
    [InlineData(true, null, null, "14", 1)]
    [InlineData(true, null, null, "12", 0)]
    [InlineData(true, "the base", "another base", "12", 1)]
    [InlineData(true, "the base", "the base", "12", 0)]
    public async Task The_lab_loads_only_libraries_that_were_sealed_here_and_built_alike(
        bool isSealed, string? environment, string? other, string compiler, int builds)
    {
        var own = await OwnRelease.ReadAsync(Token);
        Assert.SkipUnless(own.Architecture == "amd64", "the sample is of amd64");
        await MakeAsync(64, isSealed, environment, new Dictionary<string, string> { ["gcc"] = "12" });
        await MakeAsync(128, isSealed, other, new Dictionary<string, string> { ["gcc"] = compiler });
        var asked = 0;
        var libraries = new BuiltLibraries(Settings.Workspace, (_, _) =>
        {
            asked++;
            return Task.FromResult<IReadOnlyList<ArtifactsFolder>>([]);
        });

        // The sample is no library that the lab could use: what counts is whether it was tried.
        await Record.ExceptionAsync(() => libraries.OpenAsync([64, 128], Token));

        asked.Should().Be(builds);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_unsigned_control_of_ones_own_is_taken_also_where_a_keyring_is_named_for_what_comes_from_elsewhere()
    {
        scratch.Write("patches/series", "");
        var settings = Settings with { BaseDate = new(2026, 11, 24), TrustedKeyring = scratch.Write("keys.gpg", "") };
        var folder = await MakeAsync(8, isSealed: true, $"{BaseKey.Of("bookworm", "amd64", settings.BaseDate, null, "meson")}");
        var chain = (await ArtifactsVerification.LoadAsync(folder, Token)).Chain;
        using var steps = new ChainSteps(settings, new Silence(), new SshConnector());

        var found = await new Rings(steps).EnsureAsync(chain.ResolveVersion, chain.FetchSource, [TraceItems.From(8)], Token);

        found.Should().ContainSingle().Which.Folder.Should().Be(folder);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("made for amd64, not for arm64: it reads machine code",
        "ABI (made for amd64, not for arm64: it reads machine code); what can't be checked is not published")]
    [InlineData(null, "ABI (nobody has made it); ./build.sh VerifyArtifacts checks it")]
    public async Task Publish_names_a_way_out_only_where_there_is_one(string? finding, string said)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), 128);
        await SampleArtifacts.ForgeAsync(folder, x => SampleArtifacts.AllPassed(x) is var all && finding is null
            ? all with { Verification = new([.. all.Verification.Checks.Where(y => y.Name != "ABI")]) }
            : all with { Verification = new([.. all.Verification.Checks.Select(y => y.Name != "ABI" ? y
                : y with { Outcome = CheckOutcome.NotChecked, Finding = finding! })]) });
        await SampleArtifacts.KnowAsync(folder, scratch.File("state"));
        var lines = new List<string>();
        var repository = new AptRepository(Settings.Workspace, "nobody's key", null, lines.Add);

        await repository.Awaiting(x => x.WriteAsync(scratch.File("apt"), Token)).Should().ThrowAsync<TrialException>()
            .WithMessage("there is nothing to publish*");

        lines.Should().ContainSingle().Which.Should().BeEquivalentTo(
            $"left out: {Path.GetFileName(folder)}, not checked: {said}");
    }

    async Task<string> MakeAsync(int items, bool isSealed, string? environment, IReadOnlyDictionary<string, string>? tools = null)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), items);
        await SampleArtifacts.ForgeAsync(folder, x => x with { Chain = x.Chain with {
            DebBuild = x.Chain.DebBuild with { Tools = tools ?? x.Chain.DebBuild.Tools,
                Builder = x.Builder with { Isolated = environment is not null, Base = environment } } } });
        if (isSealed)
            await SampleArtifacts.KnowAsync(folder, scratch.File("state"));
        return folder;
    }
}
