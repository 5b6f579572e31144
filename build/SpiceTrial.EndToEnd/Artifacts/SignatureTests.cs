using FluentAssertions;
using SpiceTrial.Artifacts;
using Xunit;

namespace SpiceTrial.EndToEnd.Artifacts;

/// <summary>Real keys, made for the test, in a gpg home of their own.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    readonly Scratch scratch = new();
    readonly string? homeBefore = Environment.GetEnvironmentVariable("GNUPGHOME");

    static CancellationToken Token => TestContext.Current.CancellationToken;

    string Trusted => scratch.File("trusted.gpg");

    string Stranger => scratch.File("stranger.gpg");

    public async ValueTask InitializeAsync()
    {
        // Short: the agent's socket has its path, and that may have 107 bytes.
        var home = Directory.CreateDirectory(
            scratch.File("g"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        Environment.SetEnvironmentVariable("GNUPGHOME", home);
        foreach (var (name, file) in new[] { ("operator@localhost.invalid", Trusted), ("stranger@localhost.invalid", Stranger) })
        {
            await GpgAsync("--passphrase", "", "--quick-generate-key", name, "ed25519", "sign", "0");
            await GpgAsync("--export", "--output", file, name);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_signature_by_a_trusted_key_names_its_signer()
    {
        var verified = await ArtifactsVerification.CheckAsync(await SignedAsync("operator@localhost.invalid"), Trusted, null, Token);

        verified.Checks.Should().ContainSingle(x => x.Name == "signature" && x.Outcome == CheckOutcome.Passed).Which.Finding
            .Should().Contain("operator@localhost.invalid");
        verified.NotChecked.Select(x => x.Name).Should().NotContain("signature").And.Contain("lintian", "the manifest says nothing of it");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_keyring_may_be_armoured()
    {
        await GpgAsync("--armor", "--export", "--output", scratch.File("trusted.asc"), "operator@localhost.invalid");

        var verified = await ArtifactsVerification.CheckAsync(
            await SignedAsync("operator@localhost.invalid"), scratch.File("trusted.asc"), null, Token);

        var signature = verified.Checks.Single(x => x.Name == "signature");
        signature.Outcome.Should().Be(CheckOutcome.Passed, signature.Finding);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_signature_by_another_key_is_refused() =>
        await ShouldBeRefusedAsync(await SignedAsync("stranger@localhost.invalid"), "signed by a key that is not in the keyring");

    [Fact(Timeout = 120_000)]
    public async Task A_manifest_and_statement_edited_alike_are_caught_by_the_signature()
    {
        var folder = await SignedAsync("operator@localhost.invalid");
        var signature = await File.ReadAllBytesAsync(Path.Combine(folder, "provenance.json.asc"), Token);
        await SampleArtifacts.ForgeAsync(folder, x => x with { Origin = Origin.Live });
        await ArtifactsVerification.CheckAsync(folder, null, null, Token);
        await File.WriteAllBytesAsync(Path.Combine(folder, "provenance.json.asc"), signature, Token);

        await ShouldBeRefusedAsync(folder, "changed after it was signed");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_operator_who_names_a_keyring_gets_nothing_that_is_not_signed() =>
        await ShouldBeRefusedAsync(await SampleArtifacts.MakeAsync(scratch.Path, 128), "the provenance is not signed");

    [Fact(Timeout = 120_000)]
    public async Task A_signed_folder_without_a_keyring_says_that_nobody_looked()
    {
        var verified = await ArtifactsVerification.CheckAsync(await SignedAsync("operator@localhost.invalid"), null, null, Token);

        verified.NotChecked.Should().Contain(x => x.Name == "signature");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_expired_key_does_not_count()
    {
        await GpgAsync("--passphrase", "", "--faked-system-time", "20200101T000000", "--quick-generate-key", "old@localhost.invalid",
            "ed25519", "sign", "2d");
        await GpgAsync("--export", "--output", scratch.File("old.gpg"), "old@localhost.invalid");
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        await GpgAsync("--faked-system-time", "20200102T000000", "--armor", "--local-user", "old@localhost.invalid", "--output",
            Path.Combine(folder, "provenance.json.asc"), "--detach-sign", Path.Combine(folder, "provenance.json"));

        var check = () => ArtifactsVerification.CheckAsync(folder, scratch.File("old.gpg"), null, Token);

        await check.Should().ThrowAsync<TrialException>().WithMessage("*has expired*");
    }

    public async ValueTask DisposeAsync()
    {
        await Programs.RunAsync(new("gpgconf", "--kill", "gpg-agent"), CancellationToken.None);
        Environment.SetEnvironmentVariable("GNUPGHOME", homeBefore);
        scratch.Dispose();
    }

    Task<string> SignedAsync(string key) => SampleArtifacts.MakeAsync(scratch.Path, 128, signingKey: key);

    async Task ShouldBeRefusedAsync(string folder, string because)
    {
        var check = () => ArtifactsVerification.CheckAsync(folder, Trusted, null, Token);

        (await check.Should().ThrowAsync<TrialException>().WithMessage($"*{because}*")).Which.Status.Should().Be(ExitStatus.Refused);
    }

    static async Task GpgAsync(params string[] arguments) =>
        (await Programs.RunAsync(new("gpg", ["--batch", "--yes", "--quiet", .. arguments]), Token)).OrThrow("gpg failed");
}
