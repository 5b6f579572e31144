using FluentAssertions;
using SpiceTrial.Artifacts;
using Xunit;

namespace SpiceTrial.EndToEnd.Artifacts;

public sealed class ArtifactsVerificationTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Artifacts_as_they_were_sealed_are_handed_out()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await SampleArtifacts.ForgeAsync(folder, SampleArtifacts.AllPassed);
        await SampleArtifacts.KnowAsync(folder, scratch.File("state"));

        var verified = await ArtifactsVerification.CheckAsync(folder, null, scratch.File("state"), Token);

        verified.Artifacts.Manifest.TraceItems.Should().Be(128);
        verified.Checks.Where(x => x.Name != "signature").Should().OnlyContain(x => x.Outcome == CheckOutcome.Passed);
        verified.NotChecked.Should().BeEmpty("it was sealed here, and all checks were made");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_swapped_file_is_caught()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var other = await SampleArtifacts.MakeAsync(Directory.CreateDirectory(scratch.File("other")).FullName, 128, extra: 5);
        const string library = "libspice-server1_0.15.1-1+0ntrace128_amd64.deb";
        File.Copy(Path.Combine(other, library), Path.Combine(folder, library), overwrite: true);

        await ShouldBeRefusedAsync(folder, $"{library} has SHA-256");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_edited_manifest_is_caught()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        SampleArtifacts.EditManifest(folder, x => x["builder"]!["detail"] = "another");

        await ShouldBeRefusedAsync(folder, "it states other things than these files show");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_statement_and_a_list_of_packages_that_are_too_large_to_be_honest_are_refused_unread()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var statement = Path.Combine(folder, "provenance.json");
        var honest = await File.ReadAllTextAsync(statement, Token);
        await File.WriteAllTextAsync(statement, honest + new string(' ', 17 << 20), Token);
        await ShouldBeRefusedAsync(folder, "provenance.json is larger than 16 MiB*hint: Do not install it");
        await File.WriteAllTextAsync(statement, honest.Replace("{", "{\"_type\": 1,\"_type\": 1,", StringComparison.Ordinal), Token);
        await ShouldBeRefusedAsync(folder, "provenance: it can't be read");

        await File.WriteAllTextAsync(Directory.GetFiles(folder, "*.buildinfo").Single(), new string('\n', 17 << 20), Token);
        var sealing = () => SampleArtifacts.ForgeAsync(folder, x => x);
        (await sealing.Should().ThrowAsync<TrialException>().WithMessage("*.buildinfo is larger than 16 MiB*")).Which.Status
            .Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_file_more_a_file_less_and_a_link_are_caught()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var extra = Path.Combine(folder, "extra_1_amd64.deb");
        await File.WriteAllTextAsync(extra, "", Token);
        await ShouldBeRefusedAsync(folder, "extra_1_amd64.deb is not in the manifest");
        File.Delete(extra);

        File.Move(Path.Combine(folder, "build.log"), scratch.File("build.log"));
        await ShouldBeRefusedAsync(folder, "build.log is missing");
        File.CreateSymbolicLink(Path.Combine(folder, "build.log"), scratch.File("build.log"));
        await ShouldBeRefusedAsync(folder, "build.log is not a regular file");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_manifest_that_says_another_version_or_build_id_than_the_package_is_caught()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await SampleArtifacts.ForgeAsync(
            folder, x => x with { Package = x.Package with { Version = "0.15.1-1+0ntrace64" }, TraceItems = 64 });
        await ShouldBeRefusedAsync(folder,
            "folder name: called spice_0.15.1-1+0ntrace128_amd64, but the manifest says spice_0.15.1-1+0ntrace64_amd64 (patched, 64 trace "
                + "items)");
        var renamed = scratch.File("spice_0.15.1-1+0ntrace64_amd64");
        Directory.Move(folder, renamed);
        folder = renamed;
        await ShouldBeRefusedAsync(folder, "package version: 0.15.1-1+0ntrace128, expected 0.15.1-1+0ntrace64");

        Directory.Move(renamed, folder = scratch.File("spice_0.15.1-1+0ntrace128_amd64"));
        await SampleArtifacts.ForgeAsync(
            folder, x => x with { Package = x.Package with { Version = "0.15.1-1+0ntrace128" }, TraceItems = 128 });
        SampleArtifacts.EditManifest(
            folder, x => x["files"]!.AsArray().First(file => file!["buildId"] is not null)!["buildId"] = new string('0', 40));
        await ShouldBeRefusedAsync(folder, $"the manifest says {new string('0', 40)}");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_recorded_failure_is_refused_and_a_check_that_was_not_made_is_named()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await SampleArtifacts.ForgeAsync(folder,
            x => x with { Verification = new Verification([new("lintian", CheckOutcome.NotChecked, "not installed: lintian", "")]) });
        (await ArtifactsVerification.CheckAsync(folder, null, null, Token)).NotChecked.Should().Contain(x => x.Name == "lintian");

        await SampleArtifacts.ForgeAsync(
            folder, x => x with { Verification = new Verification([new("lintian", CheckOutcome.Failed, "a new tag", "")]) });
        await ShouldBeRefusedAsync(folder, "lintian: a new tag");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_manifest_can_not_name_files_elsewhere()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        SampleArtifacts.EditManifest(folder, x => x["files"]![0]!["name"] = "../spice/build.log");

        await ShouldBeRefusedAsync(folder, "not in the folder itself");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("spice_0.15.1-1+0ntrace128_amd64", false)]
    [InlineData("patched-ntrace128", false)]
    [InlineData("downloads", true)]
    public async Task A_control_that_is_called_something_else_is_refused_and_a_name_that_says_nothing_is_not(string name, bool isTaken)
    {
        var folder = scratch.File(name);
        Directory.Move(await SampleArtifacts.MakeAsync(scratch.Path, 8), folder);

        if (isTaken)
            (await ArtifactsVerification.CheckAsync(folder, null, null, Token)).Checks[0].Finding
                .Should().Be("downloads names no version; the manifest says spice_0.15.1-1+0ntrace8_amd64 (the unpatched control)");
        else
            await ShouldBeRefusedAsync(
                folder, $"folder name: called {name}, but the manifest says spice_0.15.1-1+0ntrace8_amd64 (the unpatched control)");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("spice_0.15.1-1+0ntrace8_amd64", "spice_0.15.1-1+0ntrace8_amd64", CheckOutcome.Passed)]
    [InlineData("results", "spice_0.15.1-1+0ntrace8_amd64", CheckOutcome.Passed)]
    [InlineData("spice_0.15.1-1+0ntrace128_amd64", "spice_0.15.1-1+0ntrace8_amd64", CheckOutcome.Failed)]
    [InlineData("results", "spice_0.15.1-1+0ntrace128_amd64", CheckOutcome.Failed)]
    [InlineData("my_own_copy", "copy of spice_0.15.1-1+0ntrace8_amd64", CheckOutcome.Passed)]
    [InlineData("patched-ntrace128", "spice_0.15.1-1+0ntrace8_amd64", CheckOutcome.Failed)]
    [InlineData("spice_0.15.1-1+0ntrace128_amd64", ".", CheckOutcome.Failed)]
    public async Task An_archive_and_the_folder_in_it_are_called_what_they_are(string archive, string inside, CheckOutcome outcome)
    {
        var parent = scratch.File("packed");
        var folder = await SampleArtifacts.MakeAsync(parent, 8);
        if (inside != ".")
            Directory.Move(folder, folder = Path.Combine(parent, "moved"));
        var named = inside == "." ? folder : Path.Combine(parent, inside);
        if (inside != ".")
            Directory.Move(folder, named);
        var path = scratch.File($"{archive}.tar.gz");
        (await Programs.RunAsync(new("tar", "-czf", path, "-C", inside == "." ? named : parent, inside), Token))
            .OrThrow("tar failed");
        var verify = new ArtifactsVerifier(Workspace.At(scratch.Path, scratch.Path), scratch.File("work"), _ => { });

        var (_, seal, _) = await verify.RunAsync(await verify.OpenAsync(path, Token), Token);

        seal.Single(x => x.Name == "folder name").Outcome.Should().Be(outcome);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_another_run_put_there_during_the_checks_gets_none_of_their_results()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), 128);
        var checkedNow = new ArtifactsInHand(folder, await ArtifactsVerification.LoadAsync(folder, Token), scratch.File("work"));
        Directory.Delete(folder, recursive: true);
        await SampleArtifacts.MakeAsync(scratch.File("built"), 128, extra: 5);
        var before = await File.ReadAllTextAsync(Path.Combine(folder, "manifest.json"), Token);
        var verifier = new ArtifactsVerifier(Workspace.At(scratch.Path, scratch.Path), scratch.File("work"), _ => { });

        var recording = () => verifier.RecordAsync(folder, checkedNow, [new("constant", CheckOutcome.Passed, "128", "")], Token);

        (await recording.Should().ThrowAsync<TrialException>().WithMessage("*Another run changed the folder*")).Which.Status
            .Should().Be(ExitStatus.Refused);
        (await File.ReadAllTextAsync(Path.Combine(folder, "manifest.json"), Token)).Should().Be(before);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_folder_that_is_named_with_a_slash_at_its_end_gets_the_results_in_its_own_place()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), 128);
        var verifier = new ArtifactsVerifier(Workspace.At(scratch.Path, scratch.Path), scratch.File("work"), _ => { });
        var opened = await verifier.OpenAsync($"{folder}/", Token);
        var checkedNow = new ArtifactsInHand(opened, await ArtifactsVerification.LoadAsync(opened, Token), scratch.File("work"));

        var recorded = await verifier.RecordAsync(opened, checkedNow, [new("constant", CheckOutcome.Passed, "128", "")], Token);

        recorded.Folder.Should().Be(folder);
        Directory.GetDirectories(scratch.File("built")).Should().Equal(folder);
        (await ArtifactsVerification.LoadAsync(folder, Token)).Verification.Checks.Should().ContainSingle();
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_proven_stays_on_record_where_it_can_not_be_checked_again_and_never_over_a_failure()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), 128);
        await SampleArtifacts.ForgeAsync(folder, x => x with { Verification = new([
            new("ABI", CheckOutcome.Passed, "silent", ""), new("lintian", CheckOutcome.NotChecked, "not installed: lintian", ""),
            new("only difference", CheckOutcome.Passed, "the ring", ""),
            new("reproducible", CheckOutcome.Passed, "the same bytes", "")]) });
        var again = new ArtifactsInHand(folder, await ArtifactsVerification.LoadAsync(folder, Token), scratch.File("work")) {
            IsTrusted = true };
        VerificationCheck[] now = [new("ABI", CheckOutcome.NotChecked, "there is no control build", ""),
            new("lintian", CheckOutcome.Passed, "no tag", ""), new("only difference", CheckOutcome.Failed, "another constant", "")];

        VerifiedArtifacts.Of(again, now).NotChecked.Should().NotContain(x => x.Name == "ABI", "it was made when it was built");
        await new ArtifactsVerifier(Workspace.At(scratch.Path, scratch.Path), scratch.File("work"), _ => { })
            .RecordAsync(folder, again, now, Token);

        (await ArtifactsVerification.LoadAsync(folder, Token)).Verification.Checks.Select(x => $"{x.Name}: {x.Finding}")
            .Should().Equal("ABI: silent", "lintian: no tag", "only difference: another constant", "reproducible: the same bytes");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_manifest_that_can_not_be_read_is_refused()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await File.WriteAllTextAsync(Path.Combine(folder, "manifest.json"), "{ \"schema\": 1, \"pack", Token);

        await ShouldBeRefusedAsync(folder, "the manifest can't be used");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_folder_without_a_manifest_is_bad_input()
    {
        var check = () => ArtifactsVerification.CheckAsync(scratch.Path, null, null, Token);

        (await check.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.BadInput);
    }

    public void Dispose() => scratch.Dispose();

    static async Task ShouldBeRefusedAsync(string folder, string because)
    {
        var check = () => ArtifactsVerification.CheckAsync(folder, null, null, Token);

        var thrown = (await check.Should().ThrowAsync<TrialException>().WithMessage($"*{because}*")).Which;
        thrown.Status.Should().Be(ExitStatus.Refused, thrown.Message);
    }
}
