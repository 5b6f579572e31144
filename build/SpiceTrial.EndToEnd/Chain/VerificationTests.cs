using System.Text.Json.Nodes;
using FluentAssertions;
using SpiceTrial.Artifacts;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

[Collection(OnOneChain.Name)]
public sealed class VerificationTests(ChainFixture chain, VerifiedRun verified)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 1_800_000)]
    public async Task The_real_library_passes_every_check_that_can_be_made_here()
    {
        var project = await verified.EnsureAsync(chain);

        verified.Two.Results[1].ExitCode.Should().Be(0, verified.Two.Results[1].Output + verified.Two.Results[1].Error);
        verified.Result!.ExitCode.Should().Be(0, verified.Result.Output + verified.Result.Error);
        var checks = (await project.ManifestAsync())["verification"]!["checks"]!.AsArray()
            .ToDictionary(x => x!["name"]!.ToString(), x => x!);
        checks["constant in the debug symbols"]["finding"]!.ToString()
            .Should().Be("items_trace has 128 entries of 56 bytes, 128 were asked for");
        checks["constant in the code"]["finding"]!.ToString().Should().StartWith("mask 0x7f, that is 128 entries; the ring is 7168 bytes");
        checks["only difference"]["finding"]!.ToString()
            .Should().MatchRegex(@"^\d+ of \d+ functions differ, each only where it knows the ring's size");
        checks["same package as the archive's"]["outcome"]!.ToString().Should().Be("passed");
        checks["archive's binary"]["finding"]!.ToString().Should().Contain("(text '1.2.11' is '1.2.13')");
        checks.Values.Select(x => x["outcome"]!.ToString()).Should().NotContain("failed");
        (await File.ReadAllTextAsync(Path.Combine(project.Artifacts(), "difference.txt"), Token))
            .Should().Contain("video_stream_trace_add_drawable").And.Contain("Not explained by the constant: nothing");
        File.Exists(project.File("out/verification.json")).Should().BeTrue();
    }

    [Fact(Timeout = 1_800_000)]
    public async Task The_control_has_the_stock_constant_by_the_same_checks()
    {
        var manifest = await (await verified.EnsureAsync(chain)).ManifestAsync(8);

        ((int)manifest["traceItems"]!).Should().Be(8);
        manifest["verification"]!["checks"]!.AsArray().Single(x => x!["name"]!.ToString() == "constant in the code")!["finding"]!.ToString()
            .Should().StartWith("mask 0x7, that is 8 entries; the ring is 448 bytes");
    }

    [Fact(Timeout = 1_800_000)]
    public async Task The_real_control_passed_off_as_patched_is_refused()
    {
        var project = await verified.EnsureAsync(chain);
        var forged = Copy(project.Artifacts(8), Path.Combine(chain.Make("forged"), Path.GetFileName(project.Artifacts())));
        await EditAsync(forged, x =>
        {
            x["traceItems"] = 128;
            x["package"]!["version"] = "0.15.1-1+0ntrace128";
        });

        var run = await project.RunAsync("VerifyArtifacts", "--from", forged);

        run.ExitCode.Should().Be(3, run.Output);
        run.Output.Should().Contain("it states other things than these files show");
    }

    [Theory(Timeout = 1_800_000)]
    [InlineData("mask", "constant in the code: mask 0x3f, that is 64 entries")]
    [InlineData("control", "constant in the code: mask 0x7, that is 8 entries")]
    public async Task The_real_library_with_another_value_is_refused_also_when_the_folder_was_sealed_again(string how, string because)
    {
        var project = await verified.EnsureAsync(chain);
        var scratch = chain.Make($"another value {how}");
        var folder = Copy(project.Artifacts(), Path.Combine(scratch, Path.GetFileName(project.Artifacts())));
        var (library, symbols) = (Path.Combine(folder, Path.GetFileName(project.Library())),
            Directory.GetFiles(folder, "*-dbgsym_*.deb").Single());
        if (how == "mask")
        {
            await Forgery.RepackAsync(library, scratch, tree => Forgery.PatchMaskAsync(tree, symbols, scratch));
        }
        else
        {
            File.Copy(Directory.GetFiles(project.Artifacts(8), "*-dbgsym_*.deb").Single(), symbols, overwrite: true);
            File.Copy(project.Library(8), library, overwrite: true);
            await Forgery.RepackAsync(library, scratch, async tree =>
                await File.WriteAllTextAsync(Path.Combine(tree, "DEBIAN/control"),
                    (await File.ReadAllTextAsync(Path.Combine(tree, "DEBIAN/control"), Token))
                        .Replace("+0ntrace8", "+0ntrace128", StringComparison.Ordinal), Token));
        }

        await Forgery.SealAsync(folder);

        var error = (await FluentActions.Awaiting(() => ArtifactsVerification.CheckAsync(folder, null, null, Token))
            .Should().ThrowAsync<TrialException>()).Which;
        error.Status.Should().Be(ExitStatus.Refused);
        error.What.Should().Contain(because);
    }

    [Fact(Timeout = 1_800_000)]
    public async Task A_file_more_in_the_real_package_is_caught_also_when_the_folder_was_sealed_again()
    {
        var project = await verified.EnsureAsync(chain);
        var scratch = chain.Make("a file more");
        var folder = Copy(project.Artifacts(), Path.Combine(scratch, Path.GetFileName(project.Artifacts())));
        await Forgery.RepackAsync(Path.Combine(folder, Path.GetFileName(project.Library())), scratch,
            tree => File.WriteAllTextAsync(Path.Combine(tree, "usr/lib/more"), "", Token));
        await Forgery.SealAsync(folder);

        var check = await Forgery.AgainstControlAsync(folder,
            new Workspace(project.Root, project.Cache) { State = Path.Combine(project.Home, ".local/state/spice-trial") },
            Path.Combine(scratch, "check"));

        check.Should().Match<VerificationCheck>(x => x.Outcome == CheckOutcome.Failed
            && x.Finding.EndsWith("root/root ./usr/lib/more", StringComparison.Ordinal), check.Finding);
    }

    [Theory(Timeout = 1_800_000)]
    [InlineData("swapped", "has SHA-256")]
    [InlineData("extra", "is not in the manifest")]
    public async Task A_spoilt_archive_of_the_real_folder_is_refused(string how, string because)
    {
        var project = await verified.EnsureAsync(chain);
        var parent = chain.Make($"archive {how}");
        var folder = Copy(project.Artifacts(), Path.Combine(parent, "spice"));
        if (how == "swapped")
            File.Copy(project.Library(8), Path.Combine(folder, Path.GetFileName(project.Library())), overwrite: true);
        else
            await File.WriteAllTextAsync(Path.Combine(folder, "more.deb"), "", Token);
        (await Programs.RunAsync(new("tar", "-czf", Path.Combine(parent, "a.tar.gz"), "-C", parent, "spice"), Token)).OrThrow("tar failed");

        var run = await project.RunAsync("VerifyArtifacts", "--from", Path.Combine(parent, "a.tar.gz"));

        run.ExitCode.Should().Be(3, run.Output);
        run.Output.Should().Contain(because);
    }

    [Fact(Timeout = 1_800_000)]
    [Trait("Run", "All")]
    public async Task A_second_build_in_other_surroundings_gives_the_same_bytes()
    {
        var project = await verified.EnsureAsync(chain);

        var run = await project.RunAsync("VerifyArtifacts", "--check-reproducible", "--builder", "chroot");

        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().Contain("passed       reproducible: 2 packages are the same bytes");
    }

    static string Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        return to;
    }

    static async Task EditAsync(string folder, Action<JsonNode> edit)
    {
        var path = Path.Combine(folder, "manifest.json");
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(path, Token))!;
        edit(manifest);
        await File.WriteAllTextAsync(path, manifest.ToJsonString(), Token);
    }
}
