using FluentAssertions;
using SpiceTrial.Artifacts;
using Xunit;

namespace SpiceTrial.EndToEnd.Artifacts;

/// <summary>What a build must show of itself before anybody is handed it.</summary>
public sealed class OwnChecksTests : IDisposable
{
    const string Version = "0.15.1-1+0ntrace128";

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_build_that_fails_its_checks_is_not_published_and_the_earlier_one_stays()
    {
        var workspace = new Workspace(scratch.Path, scratch.File("cache")) { State = scratch.File("state") };
        var earlier = await SampleArtifacts.MakeAsync(workspace.Built, 128);
        var before = await File.ReadAllBytesAsync(Path.Combine(earlier, Manifest.FileName), Token);

        // It has the stock ring, whatever it is called.
        var packaging = async (int built) => await new ArtifactsPackaging(workspace, scratch.File($"checks{built}")).RunAsync(
            await BuiltAsync(built), Token);
        (await packaging.Invoking(x => x(8)).Should().ThrowAsync<TrialException>()).Which.What
            .Should().StartWith("the built packages fail their checks: ");

        (await File.ReadAllBytesAsync(Path.Combine(earlier, Manifest.FileName), Token)).Should().Equal(before);
        Directory.GetDirectories(workspace.Built).Should().Equal(earlier);
        (await packaging(128)).Folder.Should().Be(earlier);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_build_leaves_to_VerifyArtifacts_is_not_on_its_record_and_counts_as_made_by_nobody()
    {
        var workspace = new Workspace(scratch.Path, scratch.File("cache")) { State = scratch.File("state") };
        string[] left = ["same package as the archive's", "archive's binary", "ABI", "lintian"];

        var built = await new ArtifactsPackaging(workspace, scratch.File("checks")).RunAsync(await BuiltAsync(128), Token);

        built.Manifest.Verification.Checks.Select(x => x.Name).Should().NotIntersectWith(left).And.Contain("package tests");
        (await ArtifactsVerification.CheckAsync(built.Folder, null, workspace.State, Token)).NotChecked
            .Where(x => x.Finding == "nobody has made it").Select(x => x.Name).Should().Equal(left);
        (await File.ReadAllTextAsync(Path.Combine(built.Folder, ArtifactsSeal.ReadmeName), Token)).Should().Contain(
            "What is not in this table nobody has made.");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("Ok:                 24  \nFail:               0   \n", CheckOutcome.Passed)]
    [InlineData("Ok:                 23  \nFail:               1   \n", CheckOutcome.Failed)]
    [InlineData("Ok:                 23  \nExpected Fail:      0   \nFail:               1   \n", CheckOutcome.Failed)]
    [InlineData("# PASS:  19\n# SKIP:  0\n# XFAIL: 0\n# FAIL:  0\n# XPASS: 0\n# ERROR: 0\n", CheckOutcome.Passed)]
    [InlineData("# PASS:  19\n# SKIP:  0\n# XFAIL: 0\n# FAIL:  0\n# XPASS: 0\n# ERROR: 1\n", CheckOutcome.Failed)]
    [InlineData("nothing\n", CheckOutcome.NotChecked)]
    public async Task A_package_whose_own_tests_failed_does_not_pass(string log, CheckOutcome outcome)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await File.WriteAllTextAsync(Path.Combine(folder, "build.log"), log, Token);
        var artifacts = new ArtifactsInHand(folder, await ArtifactsVerification.LoadAsync(folder, Token), scratch.File("work"))
        {
            IsTrusted = true,
        };

        (await ArtifactCheck.MakeAsync([BuildChecks.PackageTests], artifacts, null, Token)).Single().Outcome.Should().Be(outcome);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_changed_interface_does_not_pass_the_ABI_check_and_other_code_behind_the_same_one_does()
    {
        // Callers know the tiny library's ring: its size is a part of the interface, as spice-server's is not.
        async Task<CheckOutcome> OutcomeAsync(int ring, int extra, bool withSymbols = true)
        {
            ArtifactsInHand InHand(string folder) => new(folder, RecordFile.ReadAsync<Manifest>(
                Path.Combine(folder, Manifest.FileName), Token).Result, scratch.File(Guid.NewGuid().ToString("N")));
            var control = await SampleArtifacts.MakeAsync(scratch.File("control"), 8);
            var own = await SampleArtifacts.MakeAsync(scratch.File($"own {ring} {extra} {withSymbols}"), 128, ring, extra);
            if (!withSymbols)
                File.Delete(Directory.GetFiles(own, "*-dbgsym_*").Single());
            var artifacts = new ArtifactsInHand(own, withSymbols ? InHand(own).Manifest : InHand(own).Manifest with
            {
                Files = [.. InHand(own).Manifest.Files.Where(x => !x.Name.Contains("-dbgsym_", StringComparison.Ordinal))],
            }, scratch.File($"work {ring} {extra} {withSymbols}")) { Control = InHand(control) };
            return (await ArtifactCheck.MakeAsync([Abi.Check], artifacts, null, Token)).Single().Outcome;
        }

        (await OutcomeAsync(128, 0)).Should().Be(CheckOutcome.Failed);
        (await OutcomeAsync(8, 5)).Should().Be(CheckOutcome.Passed);
        (await OutcomeAsync(8, 0, withSymbols: false)).Should().Be(CheckOutcome.NotChecked);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_lintian_says_of_ours_and_not_of_the_archives_package_does_not_pass()
    {
        var (archive, more) = (Directory.CreateDirectory(scratch.File("archive")).FullName, scratch.File("more"));
        await TinyLibrary.PackAsync(archive, 8, Version);
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        async Task<VerificationCheck> CheckAsync() => (await ArtifactCheck.MakeAsync([Lintian.Check],
            new(folder, await RecordFile.ReadAsync<Manifest>(Path.Combine(folder, Manifest.FileName), Token), scratch.File("work"))
            {
                ArchivePackage = Directory.GetFiles(archive, "libspice-server1_*").Single(),
            }, null, Token)).Single();

        (await CheckAsync()).Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.Passed);
        await TinyLibrary.PackAsync(Directory.CreateDirectory(more).FullName, 128, Version, addFile: true);
        File.Copy(Directory.GetFiles(more, "libspice-server1_*").Single(),
            Directory.GetFiles(folder, "libspice-server1_*").Single(), overwrite: true);
        (await CheckAsync()).Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.Failed && x.Finding.Contains("new tags: "));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_folder_that_was_signed_is_not_proven_before_its_signature_is()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var artifacts = new ArtifactsInHand(folder, await ArtifactsVerification.LoadAsync(folder, Token), scratch.File("work"))
        {
            IsTrusted = true,
        };
        IEnumerable<string> Open() => VerifiedArtifacts.Of(artifacts, [new("signature", CheckOutcome.NotChecked, "no keyring", "")])
            .NotChecked.Select(x => x.Name);

        Open().Should().NotContain("signature", "it was sealed here, and nobody signed it");
        await File.WriteAllTextAsync(Path.Combine(folder, ArtifactsSeal.SignatureName), "", Token);
        Open().Should().Contain("signature");
    }

    /// <summary>What the chain knows of a build that has <paramref name="built"/> entries and says 128.</summary>
    async Task<ChainRecords> BuiltAsync(int built)
    {
        var folder = Directory.CreateDirectory(scratch.File($"run{built}")).FullName;
        await TinyLibrary.PackAsync(folder, built, Version);
        await File.WriteAllTextAsync(Path.Combine(folder, "build.log"), "Ok:                 24  \nFail:               0   \n", Token);
        await File.WriteAllTextAsync(Path.Combine(folder, $"spice_{Version}_amd64.buildinfo"),
            "Format: 1.0\nInstalled-Build-Depends:\n gcc-12 (= 12.2.0-14+deb12u1)\n", Token);
        var source = Path.Combine(folder, $"spice_{Version}.dsc");
        await File.WriteAllTextAsync(source, "Source: spice\n", Token);
        var chain = SampleArtifacts.Draft(Version, 128).Chain;
        return chain with
        {
            ApplyPatch = chain.ApplyPatch with { Folder = folder, Files = [await FileRecord.OfAsync(source, Token)] },
            DebBuild = chain.DebBuild with
            {
                Folder = folder,
                Files = [.. await Task.WhenAll(Directory.GetFiles(folder).Select(x => FileRecord.OfAsync(x, Token)))],
            },
        };
    }
}
