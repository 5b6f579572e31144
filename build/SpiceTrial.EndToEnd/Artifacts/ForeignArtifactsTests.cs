using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Debian;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.EndToEnd.Artifacts;

/// <summary>Folders that somebody hands over who knows this tool: every hash fits, and nothing that they say of themselves
/// counts.</summary>
public sealed class ForeignArtifactsTests : IDisposable
{
    const string Package = "libspice-server1_0.15.1-1+0ntrace128_amd64.deb";

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    string State => scratch.File("state");

    Workspace Workspace => new(scratch.Path, scratch.File("cache")) { Built = scratch.File("built"), State = State };

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Outcomes_that_a_folder_records_of_itself_count_for_nothing_and_each_is_named()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("handed over"), 128);
        await SampleArtifacts.ForgeAsync(folder, SampleArtifacts.AllPassed);

        var verified = await ArtifactsVerification.CheckAsync(folder, null, State, Token);

        string[] made = [.. AllChecks.Intrinsic.Select(x => x.Name)];
        verified.NotChecked.Select(x => x.Name).Should().BeEquivalentTo(
            AllChecks.Full.Select(x => x.Name).Except(made).Append("signature"));
        verified.Unproven.Should().StartWith(" Not proven: ").And.Contain("only difference (only the folder itself says so)");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_check_that_is_missing_from_the_list_was_not_made_also_where_the_folder_was_sealed_here()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), 128);
        await SampleArtifacts.ForgeAsync(folder, x => x with { Verification = new([
            .. SampleArtifacts.AllPassed(x).Verification.Checks.Where(check => check.Name != "same package as the archive's")]) });
        await SampleArtifacts.KnowAsync(folder, State);

        var verified = await ArtifactsVerification.CheckAsync(folder, null, State, Token);

        verified.NotChecked.Should().ContainSingle().Which.Name.Should().Be("same package as the archive's");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_folder_is_known_by_its_manifest_and_not_by_its_place()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), 128);
        await SampleArtifacts.ForgeAsync(folder, SampleArtifacts.AllPassed);
        (await ArtifactsFolder.IsSealedHereAsync(folder, State, Token)).Should().BeFalse("it lies in built/, no more");
        await SampleArtifacts.KnowAsync(folder, State);
        Directory.Move(folder, scratch.File("moved"));
        (await ArtifactsFolder.IsSealedHereAsync(scratch.File("moved"), State, Token)).Should().BeTrue();

        await SampleArtifacts.ForgeAsync(scratch.File("moved"), x => x with { Warnings = ["none"] });
        (await ArtifactsFolder.IsSealedHereAsync(scratch.File("moved"), State, Token)).Should().BeFalse("it is another one now");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_second_verification_in_one_run_finds_what_the_first_one_found()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), 128);
        await SampleArtifacts.KnowAsync(folder, State);
        scratch.Write("mirror/nothing", "");
        var settings = new ChainSettings(scratch.Path) { State = State, CacheDirectory = scratch.File("cache"),
            Mirror = $"file://{scratch.File("mirror")}" };
        using var run = new ChainRun(settings, new CollectedOutput(), _ => throw new InvalidOperationException("a host was asked"));

        var first = (await run.VerifyArtifactsAsync(folder, Token)).Report;
        var second = (await run.VerifyArtifactsAsync(folder, Token)).Report;

        second.Checks.Select(x => (x.Name, x.Outcome)).Should().Equal(first.Checks.Select(x => (x.Name, x.Outcome)));
        second.Checks.Should().Contain(x => x.Name == "constant in the code" && x.Outcome == CheckOutcome.Passed)
            .And.NotContain(x => x.Finding.Contains("already exists"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("chmod 0777 state")]
    [InlineData("chmod 0750 state")]
    [InlineData("mv state elsewhere; ln -s elsewhere state")]
    [InlineData("chown 4711 state")]
    public async Task What_others_could_have_written_is_no_proof(string change)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), 128);
        await SampleArtifacts.KnowAsync(folder, State);
        Assert.SkipUnless(Environment.IsPrivilegedProcess || !change.StartsWith("chown", StringComparison.Ordinal), "chown needs root");
        (await Programs.RunAsync(new("sh", "-c", change) { WorkingDirectory = scratch.Path }, Token)).OrThrow("no change");

        var asking = () => ArtifactsFolder.IsSealedHereAsync(folder, State, Token);

        (await asking.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_control_that_came_with_the_folder_is_no_control()
    {
        await SampleArtifacts.MakeAsync(scratch.File("handed over"), 8);
        await SampleArtifacts.MakeAsync(scratch.File("built"), 8);
        var folder = await SampleArtifacts.MakeAsync(scratch.File("handed over"), 128);
        var verifier = new ArtifactsVerifier(Workspace, Directory.CreateDirectory(scratch.File("work")).FullName, _ => { });

        var (_, _, checks) = await verifier.RunAsync(folder, Token);

        checks.Where(x => x.Name is "only difference" or "same package as the control" or "ABI").Should().HaveCount(3)
            .And.OnlyContain(x => x.Outcome == CheckOutcome.NotChecked);
        checks.Single(x => x.Name == "only difference").Finding
            .Should().Be("the control build spice_0.15.1-1+0ntrace8_amd64 was not made here, or not by this user");
        checks.Where(x => x.Name is "source signature" or "package tests").Should().HaveCount(2)
            .And.OnlyContain(x => x.Outcome == CheckOutcome.NotChecked, "a log and a name are claims");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("printf '#!/bin/sh\\nid\\n' >DEBIAN/postinst; chmod 755 DEBIAN/postinst", "+ control file postinst")]
    [InlineData("printf '/usr/lib/libspice-server.so.1.14.2\\n' >DEBIAN/conffiles", "+ control file conffiles", Traits = ["Run", "All"])]
    [InlineData("printf 'activate ldconfig\\n' >DEBIAN/triggers", "+ control file triggers", Traits = ["Run", "All"])]
    [InlineData("mkdir DEBIAN/postrm", "+ control file postrm is empty, or no regular file", Traits = ["Run", "All"])]
    [InlineData("mkfifo DEBIAN/prerm", "+ control file prerm is empty, or no regular file")]
    [InlineData("ln -s /etc/passwd DEBIAN/config", "+ control file config is empty, or no regular file", Traits = ["Run", "All"])]
    [InlineData("chmod u+s usr/lib/libspice-server.so.1.14.2", "+ file -rwsr")]
    [InlineData("mknod usr/lib/disk b 8 0", "+ file brw", Traits = ["Run", "All"])]
    [InlineData("mkdir -p etc/cron.d; echo '* * * * * root id' >etc/cron.d/x", "./etc/cron.d/x")]
    [InlineData("ln -s /etc usr/lib/spice", "+ file lrwxrwxrwx", Traits = ["Run", "All"])]
    [InlineData("sed -i 's/^Maintainer/Depends: evil\\nMaintainer/' DEBIAN/control", "+ Depends: evil")]
    [InlineData("sed -i 's/^Maintainer/Essential: yes\\nMaintainer/' DEBIAN/control", "+ Essential: yes", Traits = ["Run", "All"])]
    public async Task What_stocks_package_does_not_have_is_found_wherever_the_package_comes_from(string change, string because)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess || !change.StartsWith("mknod", StringComparison.Ordinal), "mknod needs root");
        var folder = await SampleArtifacts.MakeAsync(scratch.File("handed over"), 128);
        // tar, because dpkg-deb --build refuses to pack some of it.
        (await Programs.RunAsync(new("sh", "-euc", $"""
            dpkg-deb -R "$1" tree; cd tree; {change}; cd ..
            tar -C tree/DEBIAN --owner=0 --group=0 -cf control.tar .; tar -C tree --exclude=./DEBIAN --owner=0 --group=0 -cf data.tar .
            echo 2.0 >debian-binary; rm "$1"; ar rc "$1" debian-binary control.tar data.tar
            """, "sh", Path.Combine(folder, Package)) { WorkingDirectory = scratch.Path }, Token)).OrThrow("it can't be packed");
        await SampleArtifacts.ForgeAsync(folder, SampleArtifacts.AllPassed);
        var archive = Directory.CreateDirectory(scratch.File("archive")).FullName;
        await TinyLibrary.PackAsync(archive, 8, "0.15.1-1");
        var artifacts = new ArtifactsInHand(folder, await ArtifactsVerification.LoadAsync(folder, Token), scratch.File("work"))
        {
            ArchivePackage = Path.Combine(archive, "libspice-server1_0.15.1-1_amd64.deb"),
        };

        var check = (await ArtifactCheck.MakeAsync([SamePackageChecks.AsArchive], artifacts, null, Token)).Single();

        check.Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.Failed && x.Finding.Contains(because), check.Finding);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("version", "1\u001b[31m")]
    [InlineData("name", "../../etc")]
    [InlineData("suite", "../../../tmp")]
    [InlineData("architecture", "amd64/../..")]
    public async Task A_manifest_whose_words_are_no_words_is_refused_before_they_get_into_a_path(string key, string value)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("handed over"), 128);
        SampleArtifacts.EditManifest(folder, x => x["package"]![key] = value);

        var loading = () => ArtifactsVerification.LoadAsync(folder, Token);

        var error = (await loading.Should().ThrowAsync<TrialException>()).Which;
        error.Status.Should().Be(ExitStatus.Refused);
        error.Message.Should().NotContain("\u001b");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_package_that_unpacks_to_more_than_any_of_this_library_is_refused()
    {
        var bomb = scratch.File("bomb.deb");
        (await Programs.RunAsync(new("sh", "-euc", """
            mkdir -p tree/usr/lib; truncate -s 700M tree/usr/lib/x.so.1; tar -C tree -cf - . | xz -0 >data.tar.xz
            mkdir c; printf 'Package: x\nVersion: 1\nArchitecture: all\nMaintainer: x\nDescription: x\n' >c/control
            tar -C c -cf control.tar .; echo 2.0 >debian-binary; ar rc "$1" debian-binary control.tar data.tar.xz
            """, "sh", bomb) { WorkingDirectory = scratch.Path }, Token)).OrThrow("no bomb");

        var reading = () => BuildId.OfPackageAsync(bomb, Token);

        await reading.Should().ThrowAsync<TrialException>().WithMessage("*can't be read*");
    }
}
