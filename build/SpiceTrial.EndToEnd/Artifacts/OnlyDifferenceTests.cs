using FluentAssertions;
using SpiceTrial.Artifacts;
using Xunit;

namespace SpiceTrial.EndToEnd.Artifacts;

public sealed class OnlyDifferenceTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData(16)]
    [InlineData(128)]
    [InlineData(256)]
    public async Task A_library_that_differs_in_the_constant_alone_passes_and_the_functions_are_listed(int items)
    {
        await SampleArtifacts.MakeAsync(scratch.Path, 8);
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, items);

        var (check, artifacts) = await CheckAsync(folder);

        check.Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.Passed
            && x.Finding.Contains(" functions differ, each only where it knows the ring's size"), check.Finding);
        artifacts.Attachments["difference.txt"].Should()
            .Contain("\nvideo_stream_trace_add_drawable\n").And.Contain("\nvideo_stream_trace_update\n")
            .And.Contain("\ndisplay_channel_size\n").And.Contain("\ndisplay_channel_new\n")
            .And.NotContain("display_channel_unrelated").And.Contain("Not explained by the constant: nothing");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_second_difference_is_caught_and_named()
    {
        await SampleArtifacts.MakeAsync(scratch.Path, 8);
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128, extra: 5);

        var (check, _) = await CheckAsync(folder);

        check.Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.Failed
            && x.Finding.Contains("display_channel_unrelated differs in more than the constant"), check.Finding);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_control_passed_off_as_patched_is_caught()
    {
        await SampleArtifacts.MakeAsync(scratch.Path, 8);
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128, built: 8);

        var (check, _) = await CheckAsync(folder);

        check.Should().Match<VerificationCheck>(
            x => x.Outcome == CheckOutcome.Failed && x.Finding.Contains("this is the control"), check.Finding);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_patched_library_passed_off_as_the_control_is_caught()
    {
        await SampleArtifacts.MakeAsync(scratch.Path, 8, built: 128);
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);

        var (check, _) = await CheckAsync(folder);

        check.Should().Match<VerificationCheck>(
            x => x.Outcome == CheckOutcome.Failed && x.Finding == "the control has 128 trace items", check.Finding);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_control_nothing_is_claimed_and_the_command_that_makes_one_is_named()
    {
        var (check, _) = await CheckAsync(await SampleArtifacts.MakeAsync(scratch.Path, 128));

        check.Outcome.Should().Be(CheckOutcome.NotChecked);
        check.Finding.Should().Be("there is no control build spice_0.15.1-1+0ntrace8_amd64");
        check.Command.Should().StartWith("./build.sh DebBuild --control");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_control_that_was_built_with_other_tools_or_changed_since_is_not_used()
    {
        var control = await SampleArtifacts.MakeAsync(scratch.Path, 8);
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await File.AppendAllTextAsync(Path.Combine(control, "build.log"), "more", Token);
        (await CheckAsync(folder)).Check.Finding.Should().Contain("build.log has SHA-256");

        await SampleArtifacts.ForgeAsync(control, x => x with { Package = x.Package with { Suite = "trixie" } });
        (await CheckAsync(folder)).Check.Should().Match<VerificationCheck>(
            x => x.Outcome == CheckOutcome.NotChecked && x.Finding.Contains("another source or suite"));
        await SampleArtifacts.ForgeAsync(control, x => x with { Package = x.Package with { Suite = "bookworm" } });
        var tools = new Dictionary<string, string> { ["gcc-12"] = "12.3" };
        await SampleArtifacts.ForgeAsync(
            control, x => x with { Chain = x.Chain with { DebBuild = x.Chain.DebBuild with { Tools = tools } } });
        (await CheckAsync(folder)).Check
            .Should().Match<VerificationCheck>(
                x => x.Outcome == CheckOutcome.NotChecked && x.Finding.Contains("other versions of the tools"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_file_that_the_controls_package_does_not_have_is_caught_without_the_archive()
    {
        await SampleArtifacts.MakeAsync(scratch.Path, 8);
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var (same, artifacts) = await CheckAsync(folder, SamePackageChecks.AsControl);
        same.Outcome.Should().Be(CheckOutcome.Passed, same.Finding);
        // debdiff is for people; a machine without devscripts still makes the check.
        if (Programs.Find("debdiff") is null)
            same.Finding.Should().EndWith(
                "(no debdiff-control.txt: debdiff is not installed; hint: Run `sudo apt-get install devscripts`)");
        else
            artifacts.Attachments["debdiff-control.txt"].Should().Contain("File lists identical")
                .And.Contain("Version: [-0.15.1-1+0ntrace8-] {+0.15.1-1+0ntrace128+}");

        await TinyLibrary.PackAsync(folder, 128, "0.15.1-1+0ntrace128", addFile: true);
        await SampleArtifacts.ForgeAsync(folder, x => x);

        var (check, _) = await CheckAsync(folder, SamePackageChecks.AsControl);
        check.Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.Failed
            && x.Finding.EndsWith("root/root ./usr/lib/extra", StringComparison.Ordinal), check.Finding);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_debdiff_its_text_is_left_out_and_the_finding_says_what_to_install()
    {
        var control = await SampleArtifacts.MakeAsync(scratch.Path, 8);
        var (_, artifacts) = await CheckAsync(await SampleArtifacts.MakeAsync(scratch.Path, 128), BuildChecks.SourceSignature);

        var remark = await DebDiff.AttachAsync(
            artifacts, "debdiff.txt", Directory.GetFiles(control, "libspice-server1_*.deb").Single(), Token, "/nowhere/debdiff");

        remark.Should().Be(" (no debdiff.txt: debdiff is not installed; hint: Run `sudo apt-get install devscripts`)");
        artifacts.Attachments.Should().BeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task For_arm64_nothing_is_claimed_of_the_code_and_the_reason_is_given()
    {
        await SampleArtifacts.MakeAsync(scratch.Path, 8);
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await SampleArtifacts.ForgeAsync(folder, x => x with { Package = x.Package with { Architecture = "arm64" } });

        var (difference, _) = await CheckAsync(folder);
        var (constant, _) = await CheckAsync(folder, ConstantChecks.InCode);
        var (symbols, _) = await CheckAsync(folder, ConstantChecks.InSymbols);

        difference.Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.NotChecked && x.Command.Length == 0
            && x.Finding.StartsWith("made for amd64, not for arm64: its code makes an address in several steps"), difference.Finding);
        constant.Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.NotChecked && x.Command.Contains("gdb-multiarch")
            && x.Finding.EndsWith("the debug symbols carry the proof of the constant"), constant.Finding);
        symbols.Outcome.Should().Be(CheckOutcome.Passed, symbols.Finding);
        ArtifactsVerifier.ProgramsFor("arm64").Should().NotContain(x => x.EndsWith("objdump")).And.Contain("readelf");
    }

    public void Dispose() => scratch.Dispose();

    async Task<(VerificationCheck Check, ArtifactsInHand Artifacts)> CheckAsync(string folder, ArtifactCheck? check = null)
    {
        var manifest = await ArtifactsVerification.LoadAsync(folder, Token);
        var work = scratch.File(Guid.NewGuid().ToString("N"));
        var workspace = new Workspace(scratch.Path, scratch.File("cache")) { Built = scratch.Path, State = scratch.File("state") };
        if (Directory.GetDirectories(scratch.Path, "spice_*ntrace8_amd64") is [var built])
            await SampleArtifacts.KnowAsync(built, workspace.State);
        var (control, missing) = await ControlBuild.FindAsync(workspace, manifest, Path.Combine(work, "control"), Token);
        var artifacts = new ArtifactsInHand(folder, manifest, Path.Combine(work, "own")) { Control = control, ControlMissing = missing };
        return ((await ArtifactCheck.MakeAsync([check ?? OnlyDifference.Check], artifacts, null, Token)).Single(), artifacts);
    }
}
