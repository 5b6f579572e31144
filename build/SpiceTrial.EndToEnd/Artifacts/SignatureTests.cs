using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Trial;
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
            await HaveAsync(name);
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

    [Fact(Timeout = 120_000)]
    public async Task A_repository_is_to_be_trusted_by_its_signers_key_alone_also_where_another_persons_holds_the_same_words()
    {
        await HaveAsync("co-operator@localhost.invalid");
        await GpgAsync("--export", "--output", scratch.File("other.gpg"), "co-operator@localhost.invalid");
        await GpgAsync("--delete-secret-keys", await FingerprintAsync("co-operator@localhost.invalid"));

        await PublishAsync("operator@localhost.invalid");

        (await KeysAsync("--show-keys", scratch.File("apt/spice-trial.asc")))
            .Should().Equal(await FingerprintAsync("operator@localhost.invalid"));
        (await Programs.RunAsync(new("gpgv", "--keyring", Trusted, scratch.File($"apt/dists/bookworm-ntrace128/InRelease")), Token))
            .OrThrow("not signed by the operator");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("localhost.invalid", "2 keys have this name")]
    [InlineData("nobody@localhost.invalid", "no key that can sign has this name")]
    public async Task A_name_of_no_key_or_of_several_is_refused_and_the_folder_keeps_its_seal(string name, string said)
    {
        var folder = await SignedAsync("operator@localhost.invalid");
        var sealedAs = Directory.GetFileSystemEntries(folder);

        foreach (var sign in (Func<Task>[])[() => SignedAsync(name), () => PublishAsync(name)])
        {
            var refused = (await sign.Should().ThrowAsync<TrialException>().WithMessage($"{said}*")).Which;
            refused.Status.Should().Be(ExitStatus.BadInput);
            foreach (var key in name[0] == 'n' ? [] : await KeysAsync("--list-secret-keys"))
                refused.Hint.Should().Contain(key);
        }

        Directory.GetFileSystemEntries(folder).Should().BeEquivalentTo(sealedAs);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_expired_key_of_the_same_name_stands_in_nobodys_way_and_a_subkey_can_be_named()
    {
        await GpgAsync("--passphrase", "", "--faked-system-time", "20200101T000000", "--quick-generate-key", "<operator@localhost.invalid>",
            "ed25519", "sign", "2d");

        foreach (var name in new[] { "operator@localhost.invalid", $"{(await KeysAsync("--list-keys", "stranger@"))[0]}!" })
            (await SigningKey.FindAsync(name, Token)).TrimEnd('!').Should().Be(
                (await KeysAsync("--list-keys", name[0] == 'o' ? "=operator@localhost.invalid" : "stranger@"))[0]);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_passphrase_that_nobody_can_be_asked_for_is_said_with_what_to_do()
    {
        await GpgAsync("--pinentry-mode", "loopback", "--passphrase", "secret", "--quick-generate-key", "careful@localhost.invalid",
            "ed25519", "sign", "0");
        await Programs.RunAsync(new("gpgconf", "--kill", "gpg-agent"), Token);

        var signed = await FluentActions.Awaiting(() => SignedAsync("careful@localhost.invalid")).Should().ThrowAsync<TrialException>();

        signed.Which.Hint.Should().Contain("GPG_TTY");
    }

    public async ValueTask DisposeAsync()
    {
        await Programs.RunAsync(new("gpgconf", "--kill", "gpg-agent"), CancellationToken.None);
        Environment.SetEnvironmentVariable("GNUPGHOME", homeBefore);
        scratch.Dispose();
    }

    Task<string> SignedAsync(string key) => SampleArtifacts.MakeAsync(scratch.Path, 128, signingKey: key);

    static Task HaveAsync(string name) => GpgAsync("--passphrase", "", "--quick-generate-key", name, "ed25519", "sign", "0");

    static async Task<string[]> KeysAsync(params string[] words) => [.. Regex.Matches(
        await Programs.OutputOfAsync(new("gpg", ["--batch", "--with-colons", .. words]), "gpg failed", Token),
        @"^(?:pub|sec):.*\nfpr:*(\w+):", RegexOptions.Multiline).Select(x => x.Groups[1].Value)];

    static async Task<string> FingerprintAsync(string address) => (await KeysAsync("--list-keys", $"={address}")).Single();

    async Task PublishAsync(string key)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), 128);
        await SampleArtifacts.ForgeAsync(folder, SampleArtifacts.AllPassed);
        await SampleArtifacts.KnowAsync(folder, scratch.File("state"));
        var settings = new ChainSettings(scratch.Path) { CacheDirectory = scratch.File("cache"), State = scratch.File("state") };
        await new AptRepository(settings.Workspace, key, null, _ => { }).WriteAsync(scratch.File("apt"), Token);
    }

    async Task ShouldBeRefusedAsync(string folder, string because)
    {
        var check = () => ArtifactsVerification.CheckAsync(folder, Trusted, null, Token);

        (await check.Should().ThrowAsync<TrialException>().WithMessage($"*{because}*")).Which.Status.Should().Be(ExitStatus.Refused);
    }

    static async Task GpgAsync(params string[] arguments) =>
        (await Programs.RunAsync(new("gpg", ["--batch", "--yes", "--quiet", .. arguments]), Token)).OrThrow("gpg failed");
}
