using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary><c>./build.sh Publish</c>, and a real apt that reads what it made.</summary>
[Collection(OnOneChain.Name)]
[Trait("Run", "All")]
public sealed class PublishTests(ChainFixture chain, VerifiedRun verified) : IAsyncLifetime
{
    const string Key = "publisher@localhost.invalid";

    string home = "";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    Dictionary<string, string?> Gnupg => new() { ["GNUPGHOME"] = home };

    public async ValueTask InitializeAsync()
    {
        // Short: the agent's socket has its path.
        home = chain.Make($"p{Guid.NewGuid().ToString("N")[..4]}");
        File.SetUnixFileMode(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (await Programs.RunAsync(new("gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key", Key, "ed25519", "sign", "0")
            { Environment = Gnupg }, Token)).OrThrow("no key");
    }

    public async ValueTask DisposeAsync() =>
        await Programs.RunAsync(new("gpgconf", "--kill", "gpg-agent") { Environment = Gnupg }, CancellationToken.None);

    [Fact(Timeout = 1_800_000)]
    public async Task Apt_trusts_the_repository_by_its_key_sees_each_ring_in_its_suite_and_takes_nothing_unasked()
    {
        var project = await verified.EnsureAsync(chain) with { More = Gnupg };
        var repository = Path.Combine(chain.Make("apt"), "repository");

        var folder = Directory.GetDirectories(Path.Combine(project.Root, "built"))
            .First(x => File.Exists(Path.Combine(x, "manifest.json")));
        var copy = Path.Combine(project.Root, "built", "backup");
        (await Programs.RunAsync(new("cp", "-r", folder, copy), Token)).OrThrow("no copy");

        var published = await project.RunAsync("Publish", "--signing-key", Key, "--output", repository);
        Directory.Delete(copy, recursive: true);

        published.Output.Should().Contain("left out: backup, another folder of built/ has");
        published.ExitCode.Should().Be(0, published.Output);
        (await Project.RunAsync(new("sh", ["-c", "umask 077; exec bash \"$@\"", "sh",
            .. project.Words("Publish", "--signing-key", Key, "--output", $"{repository}/")])
            { WorkingDirectory = "/", Environment = project.Environment, Timeout = TimeSpan.FromMinutes(10) }, Token))
            .OrThrow("a slash at its end");
        Directory.EnumerateFileSystemEntries(repository, "*", SearchOption.AllDirectories).Append(repository)
            .Where(x => !File.GetUnixFileMode(x).HasFlag(UnixFileMode.OtherRead)).Should().BeEmpty("apt reads it as another user");
        Directory.GetFileSystemEntries(repository).Select(Path.GetFileName).Should().BeEquivalentTo("dists", "pool", "spice-trial.asc");
        Directory.GetDirectories(Path.Combine(repository, "dists")).Select(Path.GetFileName).Should().Contain("bookworm-ntrace128");
        var (updated, policy) = await AptAsync(repository, $"signed-by={Path.Combine(repository, "spice-trial.asc")}");
        updated.ExitCode.Should().Be(0, updated.Error);
        policy.Should().MatchRegex(@"0\.15\.1-1\+0ntrace128 1\n").And.Contain("n=bookworm-ntrace128");

        var release = Path.Combine(repository, "dists", "bookworm-ntrace128", "InRelease");
        var changed = (await File.ReadAllTextAsync(release, Token)).Replace("spice-trial", "somebody", StringComparison.Ordinal);
        await File.WriteAllTextAsync(release, changed, Token);
        (await AptAsync(repository, $"signed-by={Path.Combine(repository, "spice-trial.asc")}")).Updated.ExitCode.Should().NotBe(0);
        (await project.RunAsync("Publish", "--output", repository)).ExitCode.Should().Be((int)ExitStatus.BadInput, "nobody signs");
    }

    // apt with a configuration and lists of its own.
    async Task<(ProgramResult Updated, string Policy)> AptAsync(string repository, string option)
    {
        var root = chain.Make($"apt-{Guid.NewGuid().ToString("N")[..6]}");
        foreach (var folder in (string[])[
            "etc/apt.conf.d", "etc/preferences.d", "etc/sources.list.d", "state/lists/partial", "cache/archives/partial"])
            Directory.CreateDirectory(Path.Combine(root, folder));
        await File.WriteAllTextAsync(
            Path.Combine(root, "sources.list"), $"deb [{option}] file:{repository} bookworm-ntrace128 main\n", Token);
        string[] options =
        [
            "-o", $"Dir::Etc={root}/etc", "-o", $"Dir::Etc::SourceList={root}/sources.list", "-o", $"Dir::State={root}/state",
            "-o", $"Dir::Cache={root}/cache", "-o", "APT::Sandbox::User=root", "-o", "Dir::State::status=/var/lib/dpkg/status",
        ];
        var updated = await Programs.RunAsync(new("apt-get", [.. options, "update", "--error-on=any"]), Token);
        return (updated, (await Programs.RunAsync(new("apt-cache", [.. options, "policy", "libspice-server1"]), Token)).Output
            + (await Programs.RunAsync(new("apt-cache", [.. options, "policy"]), Token)).Output);
    }
}
