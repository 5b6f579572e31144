using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.EndToEnd.Artifacts;

/// <summary>Against a package that stands for the archive's: built here, with the stock ring and version.</summary>
public sealed class ArchiveComparisonTests : IDisposable
{
    readonly Scratch scratch = new();

    static readonly ArtifactCheck NeedsTheImpossible =
        new("impossible", _ => "", (_, _) => throw new InvalidOperationException()) { Needs = ["no-such-checker"] };

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_package_that_can_take_the_place_of_the_archives_passes()
    {
        var check = await CheckAsync(SamePackageChecks.AsArchive, await SampleArtifacts.MakeAsync(scratch.Path, 128));

        check.Should().Match<VerificationCheck>(
            x => x.Outcome == CheckOutcome.Passed && x.Finding.Contains("SONAME and dependencies are the same"), check.Finding);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_package_with_an_extra_file_is_caught_and_the_file_named()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await TinyLibrary.PackAsync(folder, 128, "0.15.1-1+0ntrace128", addFile: true);
        await SampleArtifacts.ForgeAsync(folder, x => x);

        var check = await CheckAsync(SamePackageChecks.AsArchive, folder);

        check.Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.Failed
            && x.Finding.EndsWith("root/root ./usr/lib/extra", StringComparison.Ordinal), check.Finding);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("0.15.1-1", CheckOutcome.Passed)]
    [InlineData("0.15.0-9", CheckOutcome.Failed)]
    public async Task A_rebuild_by_the_archive_may_name_the_version_of_its_source_and_nothing_else(string source, CheckOutcome expected)
    {
        var archive = Directory.CreateDirectory(scratch.File("archive")).FullName;
        await TinyLibrary.PackAsync(archive, 8, "0.15.1-1+b1");
        await PatchedLibrary.ControlAsync(
            archive, "control",
            $"Package: libspice-server1\nSource: spice ({source})\nVersion: 0.15.1-1+b1\nArchitecture: amd64\nMaintainer: nobody "
                + "<nobody@localhost.invalid>\nDescription: test\n", scratch);

        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var check = await CheckAsync(SamePackageChecks.AsArchive, folder, "0.15.1-1+b1");

        check.Outcome.Should().Be(expected, check.Finding);
        check.Finding.Should().Contain("0.15.1-1+b1");
        (await CheckAsync(VersionChecks.Order, folder, "0.15.1-1+b1")).Should()
            .Match<VerificationCheck>(
                x => x.Outcome == CheckOutcome.Passed && x.Finding.Contains("the rebuild 0.15.1-1+b1, which is above"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("0.15.2-1", "0.15.2-1", "0.15.2-1", "0.15.2-1+b1")]
    [InlineData("0.15.2-1", "0.15.2-1+b2", "0.15.2-1+b1", "0.15.2-1+b2")]
    [InlineData("0.15.2-1", null, "0.15.2-2", "0.15.1-1+b1")]
    public void Of_what_the_archive_serves_the_version_itself_is_taken_else_the_newest_build_of_the_same_source(
        string wanted, string? chosen, params string[] served) =>
        ArchivePackage.Choose(DebianVersion.Parse(wanted), [.. served.Select(x => DebianVersion.Parse(x))])?.ToString().Should().Be(chosen);

    [Theory(Timeout = 120_000)]
    [InlineData("postinst", "#!/bin/sh\nexit 0\n", "control file postinst")]
    [InlineData("control",
        "Package: libspice-server1\nVersion: 0.15.1-1+0ntrace128\nArchitecture: amd64\nMaintainer: nobody "
            + "<nobody@localhost.invalid>\nDepends: evil\nDescription: test\n", "Depends: evil")]
    public async Task A_maintainer_script_or_a_dependency_more_is_caught(string controlFile, string text, string named)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await PatchedLibrary.ControlAsync(folder, controlFile, text, scratch);
        await SampleArtifacts.ForgeAsync(folder, x => x);

        var check = await CheckAsync(SamePackageChecks.AsArchive, folder);

        check.Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.Failed && x.Finding.Contains(named), check.Finding);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_the_control_has_in_another_way_than_the_archives_library_is_named_section_by_section()
    {
        var control = await SampleArtifacts.MakeAsync(scratch.Path, 8);

        (await CheckAsync(ArchiveBinary.Check, control))
            .Should().Match<VerificationCheck>(
                x => x.Outcome == CheckOutcome.Passed && x.Finding.Contains("bytes differ: .note.gnu.build-id"));

        await TinyLibrary.PackAsync(control, 8, "0.15.1-1+0ntrace8", extra: 9);
        await SampleArtifacts.ForgeAsync(control, x => x);
        (await CheckAsync(ArchiveBinary.Check, control)).Should()
            .Match<VerificationCheck>(x => x.Outcome == CheckOutcome.NotChecked && x.Finding.Contains(".text ")
                && x.Finding.Contains("compare with the control, not with stock"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_the_archive_nothing_is_claimed()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var artifacts = new ArtifactsInHand(
            folder, await ArtifactsVerification.LoadAsync(folder, Token), scratch.File("work")) { ArchiveMissing = "the mirror is away" };

        (await ArtifactCheck.MakeAsync([SamePackageChecks.AsArchive, ArchiveBinary.Check], artifacts, null, Token))
            .Should().OnlyContain(x => x.Outcome == CheckOutcome.NotChecked && x.Finding == "the mirror is away");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_missing_tool_leaves_its_check_unmade_with_the_command_that_installs_it()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var artifacts = new ArtifactsInHand(folder, await ArtifactsVerification.LoadAsync(folder, Token), scratch.File("work"));

        var check = (await ArtifactCheck.MakeAsync([NeedsTheImpossible], artifacts, null, Token)).Single();

        check.Should().Be(new VerificationCheck(
            "impossible", CheckOutcome.NotChecked, "not installed: no-such-checker", "sudo apt-get install no-such-checker"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0, CheckOutcome.Passed)]
    [InlineData(5, CheckOutcome.Failed)]
    public async Task A_second_build_of_the_source_beside_the_packages_fails_with_other_bytes(int extra, CheckOutcome expected)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var again = Directory.CreateDirectory(scratch.File("again")).FullName;
        foreach (var deb in Directory.GetFiles(folder, "*.deb"))
            File.Copy(deb, Path.Combine(again, Path.GetFileName(deb)));
        if (extra > 0)
            await TinyLibrary.PackAsync(again, 128, "0.15.1-1+0ntrace128", extra);
        await File.WriteAllTextAsync(Path.Combine(folder, "spice_0.15.1-1+0ntrace128.dsc"), "the patched source", Token);
        await SampleArtifacts.ForgeAsync(folder, x => x);
        var first = (await ArtifactsVerification.LoadAsync(folder, Token)).Chain.DebBuild;

        var check = await CheckAsync(Reproducible.By((_, _) => RebuiltAsync(first, again)), folder);

        check.Outcome.Should().Be(expected, check.Finding);
    }

    public void Dispose() => scratch.Dispose();

    static async Task<BuiltPackages> RebuiltAsync(BuiltPackages first, string folder)
    {
        var files = new List<FileRecord>();
        foreach (var file in Directory.GetFiles(folder))
            files.Add(await FileRecord.OfAsync(file, Token));
        return first with { Files = files };
    }

    async Task<VerificationCheck> CheckAsync(ArtifactCheck check, string folder, string? packed = null)
    {
        var archive = Directory.CreateDirectory(scratch.File("archive")).FullName;
        if (packed is null)
            await TinyLibrary.PackAsync(archive, 8, "0.15.1-1");
        var artifacts = new ArtifactsInHand(
            folder, await ArtifactsVerification.LoadAsync(folder, Token), scratch.File(Guid.NewGuid().ToString("N")))
        {
            IsTrusted = true,
            ArchivePackage = Path.Combine(archive, $"libspice-server1_{packed ?? "0.15.1-1"}_amd64.deb"),
        };
        return (await ArtifactCheck.MakeAsync([check], artifacts, null, Token)).Single();
    }
}
