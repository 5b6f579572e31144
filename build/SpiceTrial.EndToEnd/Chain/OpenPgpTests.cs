using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>With real signatures of keys that are made for the test.</summary>
public sealed class OpenPgpTests : IAsyncLifetime
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

    [Fact(Timeout = 120_000)]
    public async Task The_signed_text_and_the_signer_come_out_and_nothing_is_left_beside_it()
    {
        var dsc = await SignAsync("known");

        var (found, text) = await ReadAsync(dsc, Keyring);

        text.Should().Be(Text);
        found.Problem.Should().BeEmpty();
        found.Signer.Should().MatchRegex("^[0-9A-F]{40} known <known@localhost.invalid>$");
        Directory.GetFiles(scratch.File("source")).Should().Equal(dsc);
    }

    [Fact(Timeout = 120_000)]
    public async Task Any_of_several_keyrings_will_do()
    {
        var (found, _) = await ReadAsync(await SignAsync("stranger"), Keyring, scratch.File("stranger.gpg"));

        found.Signer.Should().EndWith("stranger <stranger@localhost.invalid>");
        string[] armoured = [scratch.File("known.asc"), scratch.File("stranger.asc")];
        foreach (var file in armoured)
            await GpgAsync("--armor", "--output", file, "--export", Path.GetFileNameWithoutExtension(file));
        (await ReadAsync(await SignAsync("known"), armoured)).Found.Signer.Should().EndWith("known <known@localhost.invalid>");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_stands_outside_the_signature_does_not_come_out()
    {
        var dsc = await SignAsync("known");
        await File.WriteAllTextAsync(dsc, "Source: evil\n\n" + await File.ReadAllTextAsync(dsc, Token) + "\nBinary: evil\n", Token);

        var (_, text) = await ReadAsync(dsc, Keyring);

        text.Should().Be(Text);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_change_after_the_signature_is_refused()
    {
        var dsc = await SignAsync("known");
        await File.WriteAllTextAsync(dsc, (await File.ReadAllTextAsync(dsc, Token)).Replace("Source: spice", "Source: spine"), Token);

        await RefusedAsync(dsc, "changed after it was signed");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_key_that_is_not_in_the_keyring_is_refused() =>
        await RefusedAsync(await SignAsync("stranger"), "a key that is not in the keyring");

    [Fact(Timeout = 120_000)]
    public async Task A_file_without_a_signature_is_refused() =>
        await RefusedAsync(scratch.Write("source/spice.dsc", Text), "no signature that can be read");

    [Fact(Timeout = 120_000)]
    public async Task A_truncated_file_is_refused()
    {
        var dsc = await SignAsync("known");
        var text = await File.ReadAllTextAsync(dsc, Token);
        await File.WriteAllTextAsync(dsc, text[..(text.Length - 60)], Token);

        await RefusedAsync(dsc, "no signature that can be read");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_revoked_key_is_refused_also_where_gpgv_ends_well()
    {
        var dsc = await SignAsync("known");
        // gpg puts a colon before the block, so that nobody imports it by accident.
        var revocation = Directory.GetFiles(Path.Combine(Home, "openpgp-revocs.d"))
            .Single(x => File.ReadAllText(x).Contains("known <known", StringComparison.Ordinal));
        await GpgAsync("--import", scratch.Write("revocation", (await File.ReadAllTextAsync(revocation, Token)).Replace(":---", "---")));
        await GpgAsync("--yes", "--output", Keyring, "--export", "known");

        await RefusedAsync(dsc, "its key was revoked");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_expired_key_is_refused_and_said_to_be_expired_and_nothing_else()
    {
        await GpgAsync("--faked-system-time", "20200101T000000", "--quick-generate-key", "old <old@localhost.invalid>", "ed25519", "sign",
            "2d");
        await GpgAsync("--yes", "--output", Keyring, "--export", "old");
        var dsc = await SignAsync("old", "--faked-system-time", "20200102T000000");

        await RefusedAsync(dsc, "has expired");
        (await ReadAsync(dsc, Keyring)).Found.IsExpired.Should().BeTrue();
        await File.WriteAllTextAsync(dsc, (await File.ReadAllTextAsync(dsc, Token)).Replace("Source: spice", "Source: spine"), Token);
        (await ReadAsync(dsc, Keyring)).Found.IsExpired.Should().BeFalse("it was changed, too");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_source_whose_keyring_lies_in_the_cache_beside_it_is_not_believed()
    {
        var workspace = Workspace.At(scratch.Path, scratch.File("cache")) with { State = scratch.File("state") };
        var request = new FetchRequest("spice", DebianVersion.Parse("0.15.1-1"), "bookworm", "amd64", "file:///nowhere", null);
        var forged = await SignAsync("stranger");
        File.Move(forged, Path.Combine(Path.GetDirectoryName(forged)!, "spice_0.15.1-1.dsc"));
        var entry = Path.GetDirectoryName(new DownloadCache(workspace.Downloads).Keep(request, scratch.File("source"), "deb-src"))!;
        File.Copy(scratch.File("stranger.gpg"), Path.Combine(Directory.CreateDirectory(Path.Combine(entry, "keyrings")).FullName, "k.gpg"));

        var fetching = () => new SourceFetch(workspace, _ => { }).RunAsync(request, Token);

        (await fetching.Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("mirror has no suite bookworm");
    }

    public async ValueTask DisposeAsync()
    {
        await Programs.RunAsync(new("gpgconf", "--homedir", Home, "--kill", "all"), CancellationToken.None);
        scratch.Dispose();
    }

    string Home => scratch.File("gnupg");

    Task<(OpenPgp Found, string Text)> ReadAsync(string dsc, params string[] keyrings) =>
        OpenPgp.ReadAsync(keyrings, dsc, scratch.File("work"), Token);

    async Task<string> SignAsync(string key, params string[] more)
    {
        var plain = scratch.Write("plain", Text);
        var dsc = Path.Combine(Directory.CreateDirectory(scratch.File("source")).FullName, "spice.dsc");
        await GpgAsync([.. more, "--local-user", key, "--output", dsc, "--clear-sign", plain]);
        return dsc;
    }

    async Task RefusedAsync(string dsc, string why)
    {
        (await ReadAsync(dsc, Keyring)).Found.Problem.Should().Contain(why);
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
