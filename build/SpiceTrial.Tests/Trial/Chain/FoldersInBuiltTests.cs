using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
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

    [Theory(Timeout = 120_000)]
    [InlineData(false, "the base", "the base", "", 1)]
    [InlineData(true, null, null, "14", 1)]
    [InlineData(true, null, null, "12", 0)]
    [InlineData(true, "the base", "another base", "12", 1)]
    [InlineData(true, "the base", "the base", "12", 0)]
    [InlineData(true, "the base", "the base", "12", 0, "another")]
    [InlineData(true, "the base", "the base", "12", 1, null, true)]
    public async Task The_lab_loads_only_libraries_that_were_sealed_here_and_built_alike_unless_others_are_named(
        bool isSealed, string? environment, string? other, string compiler, int builds, string? suite = null, bool isNamed = false)
    {
        var own = await OwnRelease.ReadAsync(Token);
        Assert.SkipUnless(own.Architecture == "amd64", "the sample is of amd64");
        await MakeAsync(64, isSealed, environment, new Dictionary<string, string> { ["gcc"] = "12" }, suite ?? own.Suite);
        await MakeAsync(128, isSealed, other, new Dictionary<string, string> { ["gcc"] = compiler }, suite ?? own.Suite);
        var asked = 0;
        var libraries = new BuiltLibraries(Settings.Workspace, (_, _) =>
        {
            asked++;
            return Task.FromResult<IReadOnlyList<ArtifactsFolder>>([]);
        }) { IsNamed = isNamed };

        // The sample is no library that the lab could use: what counts is whether it was tried.
        await Record.ExceptionAsync(() => libraries.OpenAsync([64, 128], Token));

        asked.Should().Be(builds);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_lab_takes_libraries_of_this_release_before_newer_ones_of_another()
    {
        var own = await OwnRelease.ReadAsync(Token);
        Assert.SkipUnless(own.Architecture == "amd64", "the sample is of amd64");
        foreach (var (suite, day) in new[] { (own.Suite, 1), ("another", 2) })
        {
            var folder = await MakeAsync(128, isSealed: false, "the base", suite: suite);
            await SampleArtifacts.ForgeAsync(folder, x => x with { Created = new(2026, 11, day, 0, 0, 0, TimeSpan.Zero) });
            await SampleArtifacts.KnowAsync(folder, scratch.File("state"));
            Directory.Move(folder, scratch.File($"built/{suite}+0ntrace128_amd64"));
        }

        var libraries = new BuiltLibraries(Settings.Workspace, (_, _) => throw new InvalidOperationException("both are there"));

        (await libraries.FindAsync([TraceItems.From(128)], Token))!.Single().Manifest.Package.Suite.Should().Be(own.Suite);
        Directory.Delete(scratch.File($"built/{own.Suite}+0ntrace128_amd64"), recursive: true);
        (await libraries.FindAsync([TraceItems.From(128)], Token))!.Single().Manifest.Package.Suite.Should().Be("another");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_unsigned_control_of_ones_own_is_taken_also_where_a_keyring_is_named_for_what_comes_from_elsewhere()
    {
        scratch.Write("patches/series", "");
        var settings = Settings with { BaseDate = new(2026, 11, 24), TrustedKeyring = scratch.Write("keys.gpg", "") };
        var folder = await MakeAsync(8, isSealed: true, $"{BaseKey.Of("bookworm", "amd64", settings.BaseDate, null, "meson")}");
        var chain = (await ArtifactsVerification.LoadAsync(folder, Token)).Chain;
        using var steps = new ChainSteps(settings, new Silence(), Silence.NoHost);

        var found = await new Rings(steps).EnsureAsync(chain.ResolveVersion, chain.FetchSource, [TraceItems.From(8)], Token);

        found.Should().ContainSingle().Which.Folder.Should().Be(folder);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_folder_from_elsewhere_is_not_replaced_by_what_the_lab_builds()
    {
        var own = await MakeAsync(8, isSealed: true, "the base");
        var theirs = await MakeAsync(128, isSealed: false, "the base");
        var chain = (await ArtifactsVerification.LoadAsync(own, Token)).Chain;
        using var run = new ChainRun(Settings, new Silence(), Silence.NoHost);

        var refused = (await run.Rings.Awaiting(x => x.EnsureAsync(
            chain.ResolveVersion, chain.FetchSource, [TraceItems.From(8), TraceItems.From(128)], Token))
            .Should().ThrowAsync<TrialException>()).Which;

        (refused.Status, refused.Where).Should().Be((ExitStatus.Refused, theirs), "before anything is built");
    }

    [Fact]
    public async Task A_folder_that_vanishes_is_said_to_have_been_taken_away_and_not_to_be_a_full_disk()
    {
        async Task<string?> HintAsync(Exception trouble) => (await FluentActions.Awaiting(
            () => Task.FromException<int>(trouble).OrExplainAsync("/built")).Should().ThrowAsync<TrialException>()).Which.Hint;

        (await HintAsync(new DirectoryNotFoundException("Could not find a part of the path"))).Should().StartWith("Something else took");
        (await HintAsync(new IOException("No space left on device"))).Should().StartWith("Check the free space");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("made for amd64, not for arm64: it reads machine code",
        "ABI (made for amd64, not for arm64: it reads machine code); what can't be checked is not published")]
    [InlineData(null, "ABI (nobody has made it); ./build.sh VerifyArtifacts --from FOLDER checks it")]
    [InlineData("left to VerifyArtifacts", "ABI (left to VerifyArtifacts); ./build.sh VerifyArtifacts --from FOLDER checks it")]
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
            $"left out: {Path.GetFileName(folder)}, not checked: {said.Replace("FOLDER", folder, StringComparison.Ordinal)}");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_repository_where_nobody_can_write_is_refused_with_a_way_out()
    {
        var repository = new AptRepository(Settings.Workspace, "nobody's key", null, _ => { });

        // Not even root makes files there.
        (await repository.Awaiting(x => x.WriteAsync("/sys/apt", Token)).Should().ThrowAsync<TrialException>()
            .WithMessage("the repository can't be made here*/sys/.apt.lock*")).Which.Hint.Should().Contain("--output");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_repository_that_is_named_with_a_slash_at_its_end_stays_as_it_is_where_there_is_nothing_to_publish()
    {
        var key = scratch.Write($"apt/{AptRepository.KeyName}", "");

        await new AptRepository(Settings.Workspace, "nobody's key", null, _ => { })
            .Awaiting(x => x.WriteAsync(scratch.File("apt/"), Token)).Should().ThrowAsync<TrialException>();

        Directory.GetFileSystemEntries(scratch.File("apt")).Should().Equal(key);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_current_build_is_published_and_not_a_copy_of_an_earlier_one_whatever_that_is_called()
    {
        var folder = await MakeProvenAsync(extra: 0);
        (await Programs.RunAsync(new("cp", "-r", folder, scratch.File("built/backup")), Token)).OrThrow("no copy");
        Directory.Delete(folder, recursive: true);
        await MakeProvenAsync(extra: 5);
        var lines = new List<string>();

        // Nobody has that key, so that nothing is signed: what would be published was said before.
        await new AptRepository(Settings.Workspace, "nobody's key", null, lines.Add)
            .Awaiting(x => x.WriteAsync(scratch.File("apt"), Token)).Should().ThrowAsync<TrialException>();

        lines.Should().HaveCount(2);
        lines[0].Should().StartWith("bookworm-ntrace128: ");
        lines[1].Should().StartWith("left out: backup, another folder of built/ has");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_lab_loads_no_package_that_was_changed_after_it_was_looked_at()
    {
        var folder = await MakeAsync(128, isSealed: true, "the base");
        var artifacts = new ArtifactsFolder(folder, await ArtifactsVerification.LoadAsync(folder, Token));
        var other = await SampleArtifacts.MakeAsync(scratch.File("other"), 128, extra: 5);
        File.Copy(Path.Combine(other, artifacts.Library.Name), artifacts.LibraryFile, overwrite: true);

        (await FluentActions.Awaiting(() => BuiltLibraries.OpenAsync(Settings.Workspace, artifacts, Token)).Should()
            .ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
    }

    async Task<string> MakeProvenAsync(int extra)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), 128, extra: extra);
        await SampleArtifacts.ForgeAsync(folder, SampleArtifacts.AllPassed);
        await SampleArtifacts.KnowAsync(folder, scratch.File("state"));
        return folder;
    }

    async Task<string> MakeAsync(
        int items, bool isSealed, string? environment, IReadOnlyDictionary<string, string>? tools = null, string suite = "bookworm")
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), items);
        await SampleArtifacts.ForgeAsync(folder, x => x with { Package = x.Package with { Suite = suite }, Chain = x.Chain with {
            DebBuild = x.Chain.DebBuild with { Tools = tools ?? x.Chain.DebBuild.Tools,
                Builder = x.Builder with { Isolated = environment is not null, Base = environment } } } });
        if (isSealed)
            await SampleArtifacts.KnowAsync(folder, scratch.File("state"));
        return folder;
    }
}
