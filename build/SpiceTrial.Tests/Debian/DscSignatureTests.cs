using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

/// <summary>With real signatures of keys that are made for the test.</summary>
public sealed class DscSignatureTests : IAsyncLifetime
{
    const string Text = "Format: 3.0 (quilt)\nSource: spice\nVersion: 0.15.1-1\n";

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    string Keyring => scratch.File("known.gpg");

    public async ValueTask InitializeAsync()
    {
        foreach (var name in new[] { "known", "stranger" })
        {
            await GpgAsync("--quick-generate-key", $"{name} <{name}@localhost.invalid>", "ed25519", "sign", "never");
            await GpgAsync("--output", scratch.File($"{name}.gpg"), "--export", name);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task The_signed_text_and_the_signer_come_out_and_nothing_is_left_beside_it()
    {
        var dsc = await SignAsync("known");

        var (text, signer) = await DscSignature.VerifyAsync(dsc, [Keyring], Token);

        text.Should().Be(Text);
        signer.Should().MatchRegex("^[0-9A-F]{40} known <known@localhost.invalid>$");
        Directory.GetFiles(scratch.File("source")).Should().Equal(dsc);
    }

    [Fact(Timeout = 60_000)]
    public async Task Any_of_several_keyrings_will_do()
    {
        var (_, signer) = await DscSignature.VerifyAsync(await SignAsync("stranger"), [Keyring, scratch.File("stranger.gpg")], Token);

        signer.Should().EndWith("stranger <stranger@localhost.invalid>");
    }

    [Fact(Timeout = 60_000)]
    public async Task What_stands_outside_the_signature_does_not_come_out()
    {
        var dsc = await SignAsync("known");
        await File.WriteAllTextAsync(dsc, "Source: evil\n\n" + await File.ReadAllTextAsync(dsc, Token) + "\nBinary: evil\n", Token);

        var (text, _) = await DscSignature.VerifyAsync(dsc, [Keyring], Token);

        text.Should().Be(Text);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_change_after_the_signature_is_refused()
    {
        var dsc = await SignAsync("known");
        await File.WriteAllTextAsync(dsc, (await File.ReadAllTextAsync(dsc, Token)).Replace("Source: spice", "Source: spine"), Token);

        await RefusedAsync(dsc, "changed after it was signed");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_key_that_is_not_in_the_keyring_is_refused() =>
        await RefusedAsync(await SignAsync("stranger"), "a key that is not in the keyring");

    [Fact(Timeout = 60_000)]
    public async Task A_file_without_a_signature_is_refused() =>
        await RefusedAsync(scratch.Write("source/spice.dsc", Text), "no signature that can be read");

    [Fact(Timeout = 60_000)]
    public async Task A_truncated_file_is_refused()
    {
        var dsc = await SignAsync("known");
        var text = await File.ReadAllTextAsync(dsc, Token);
        await File.WriteAllTextAsync(dsc, text[..(text.Length - 60)], Token);

        await RefusedAsync(dsc, "no signature that can be read");
    }

    public async ValueTask DisposeAsync()
    {
        await Programs.RunAsync(new("gpgconf", "--homedir", Home, "--kill", "all"), CancellationToken.None);
        scratch.Dispose();
    }

    string Home => scratch.File("gnupg");

    async Task<string> SignAsync(string key)
    {
        var plain = scratch.Write("plain", Text);
        var dsc = Path.Combine(Directory.CreateDirectory(scratch.File("source")).FullName, "spice.dsc");
        await GpgAsync("--local-user", key, "--output", dsc, "--clear-sign", plain);
        return dsc;
    }

    async Task RefusedAsync(string dsc, string why)
    {
        var verifying = () => DscSignature.VerifyAsync(dsc, [Keyring], Token);

        var error = (await verifying.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().StartWith("the signature of spice.dsc does not verify: ").And.Contain(why);
        error.Status.Should().Be(ExitStatus.Refused);
        Directory.GetFiles(scratch.File("source")).Should().Equal(dsc);
    }

    async Task GpgAsync(params string[] arguments)
    {
        if (!Directory.Exists(Home))
            Directory.CreateDirectory(Home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (await Programs.RunAsync(new("gpg",
            ["--homedir", Home, "--batch", "--yes", "--pinentry-mode", "loopback", "--passphrase", "", .. arguments]),
            CancellationToken.None)).OrThrow("gpg failed");
    }
}
