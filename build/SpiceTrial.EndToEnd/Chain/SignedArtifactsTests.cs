using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>The real packages, signed with a real key where they were built, and verified by somebody else who has no network.</summary>
[Collection(OnOneChain.Name)]
public sealed class SignedArtifactsTests(ChainFixture chain) : IAsyncLifetime
{
    const string Operator = "operator@localhost.invalid";

    string home = "";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Short: the agent's socket has its path, and that may have 107 bytes.
        home = chain.Make($"g{Guid.NewGuid().ToString("N")[..4]}");
        File.SetUnixFileMode(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var (name, file) in new[] { (Operator, "trusted.gpg"), ("stranger@localhost.invalid", "stranger.gpg") })
        {
            await GpgAsync("gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", name, "ed25519", "sign", "0");
            await GpgAsync("gpg", "--batch", "--quiet", "--export", "--output", Path.Combine(home, file), name);
        }
    }

    public async ValueTask DisposeAsync() =>
        await Programs.RunAsync(new("gpgconf", "--kill", "gpg-agent") {
            Environment = new Dictionary<string, string?> { ["GNUPGHOME"] = home } }, CancellationToken.None);

    [Fact(Timeout = 900_000)]
    [Trait("Run", "All")]
    public async Task Signed_artifacts_are_verified_offline_from_a_folder_and_an_archive_and_no_other_key_or_text_passes()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a network namespace needs root");
        var project = await chain.CopyAsync("signed", withResult: true);
        project = project with { More = new Dictionary<string, string?> { ["GNUPGHOME"] = home } };
        (await project.RunAsync("PackageArtifacts", "--skip", "--signing-key", Operator)).OrThrow("nothing was signed");
        var carried = Path.Combine(chain.Make("carried"), Path.GetFileName(project.Artifacts()));
        (await Programs.RunAsync(new("cp", "-a", project.Artifacts(), carried), Token)).OrThrow("no copy");
        var archive = carried + ".tar.gz";
        (await Programs.RunAsync(new("tar", "-czf", archive, "-C", Path.GetDirectoryName(carried)!, Path.GetFileName(carried)), Token))
            .OrThrow("no archive");

        foreach (var from in new[] { carried, archive })
        {
            var good = await VerifyAsync(project, from, "trusted.gpg");
            good.ExitCode.Should().Be(0, good.Output);
            good.Output.Should().MatchRegex($@"passed       signature: signed by [0-9A-F]{{40}} {Operator}")
                .And.Contain("passed       provenance: ");
            var unknown = await VerifyAsync(project, from, "stranger.gpg");
            unknown.ExitCode.Should().Be(3, unknown.Output);
            unknown.Output.Should().Contain(
                "signature: the signature of the provenance does not verify: it is signed by a key that is not in the keyring");
        }

        // As somebody does who knows this tool and has not the key.
        var signature = await File.ReadAllBytesAsync(Path.Combine(carried, "provenance.json.asc"), Token);
        await File.AppendAllTextAsync(Path.Combine(carried, "build.log"), "and all was well\n", Token);
        await Forgery.SealAsync(carried);
        await File.WriteAllBytesAsync(Path.Combine(carried, "provenance.json.asc"), signature, Token);
        var bad = await VerifyAsync(project, carried, "trusted.gpg");
        bad.ExitCode.Should().Be(3, bad.Output);
        bad.Output.Should().Contain("the signature of the provenance does not verify: it was changed after it was signed");

        File.Delete(Path.Combine(carried, "provenance.json.asc"));
        (await VerifyAsync(project, carried, "trusted.gpg"))
            .Should().Match<ProgramResult>(x => x.ExitCode == 3 && x.Output.Contains("the provenance is not signed"));
    }

    Task<ProgramResult> VerifyAsync(Project project, string from, string keyring) => Programs.RunAsync(
        new("unshare", [
            "--net", "bash", .. project.Words("VerifyArtifacts", "--from", from, "--trusted-keyring", Path.Combine(home, keyring))])
        {
            Environment = project.Environment, WorkingDirectory = "/", Timeout = TimeSpan.FromMinutes(5),
        },
        Token);

    async Task GpgAsync(string program, params string[] arguments) =>
        (await Programs.RunAsync(new(program, arguments) { Environment = new Dictionary<string, string?> { ["GNUPGHOME"] = home } }, Token))
            .OrThrow("gpg failed");
}
