using System.Security.Cryptography;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Launchers;

public sealed class SdkTests : IDisposable
{
    static readonly string[] Basics =
        ["bash", "cat", "chmod", "cp", "cut", "date", "dirname", "find", "flock", "grep", "mkdir", "mv", "printf", "readlink", "rm", "sed",
            "gzip", "setsid", "sha256sum", "sha512sum", "sh", "sleep", "sort", "tar", "uname"];

    readonly LauncherSandbox tree = new();

    public SdkTests()
    {
        tree.WithOnly(Basics).With("FAKE_SDK", "old");
        tree.Write("build/sdk.sha512", "00  dotnet-sdk-10.0.100-linux-x64.tar.gz\n00  dotnet-sdk-10.0.100-linux-arm64.tar.gz\n");
    }

    public void Dispose() => tree.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Without_an_SDK_and_a_way_to_fetch_one_the_hint_is_the_package_to_install()
    {
        var result = await tree.RunAsync("Test");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("neither curl nor wget").And.Contain("hint: sudo apt-get install curl ca-certificates");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task An_SDK_that_can_not_be_fetched_is_a_clear_error(string fetcher)
    {
        tree.AddProgram(fetcher, "#!/bin/bash\nexit 6");

        var result = await tree.RunAsync("Test");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("can't be fetched").And.Contain("hint: install the .NET SDK 10.0.100");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task A_missing_SDK_is_fetched_into_the_tree_and_used(string fetcher)
    {
        await ServeAsync(fetcher, known: true);

        var result = await tree.RunAsync("Test");

        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain("run: [Test]");
        tree.Read("fetched.log").Should().MatchRegex("https://[^ ]+/Sdk/10.0.100/dotnet-sdk-10.0.100-linux-(x64|arm64)\\.tar\\.gz");
        if (fetcher == "curl")
            tree.Read("fetched.log").Should().Contain("--proto =https --tlsv1.2");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task Another_archive_than_the_one_of_the_hash_is_thrown_away_and_nothing_of_it_runs(string fetcher)
    {
        await ServeAsync(fetcher, known: false);

        var result = await tree.RunAsync("Test");

        result.ExitCode.Should().Be(3);
        result.Error.Should().Contain("is not the archive of build/sdk.sha512").And.Contain("hint: find out who changed it");
        tree.Exists(".dotnet/dotnet").Should().BeFalse();
        result.Output.Should().NotContain("run:");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_SDK_that_does_not_start_says_why_and_is_fetched_once(bool fetchedBefore)
    {
        const string why = "error while loading shared libraries: libstdc++.so.6";
        await ServeAsync("curl", known: true, $"echo '{why}' >&2; exit 127");
        if (fetchedBefore)
            (await tree.RunAsync("Test")).ExitCode.Should().Be(1);

        var result = await tree.RunAsync("Test");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain($"does not start: {why}").And.Contain("apt-get install libstdc++6");
        tree.Read("fetched.log").Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(1);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_disk_without_room_for_the_SDK_is_said_before_it_is_fetched()
    {
        await ServeAsync("curl", known: true);
        tree.AddProgram("df", "#!/bin/bash\nprintf 'Avail\\n716800\\n'");

        var result = await tree.RunAsync("Test");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("700 MiB are free").And.Contain("hint: make space there");
        tree.Exists("fetched.log").Should().BeFalse();
    }

    [Fact]
    public void The_hashes_are_those_of_the_version_that_is_asked_for()
    {
        var build = Path.Combine(AppContext.BaseDirectory, "launchers");
        var version = Regex.Match(File.ReadAllText(Path.Combine(build, "global.json")), "\"version\": \"([^\"]+)\"").Groups[1].Value;

        File.ReadAllLines(Path.Combine(build, "sdk.sha512")).Should().HaveCount(2)
            .And.OnlyContain(x => Regex.IsMatch(x, $"^[0-9a-f]{{128}}  dotnet-sdk-{Regex.Escape(version)}-linux-(x64|arm64)\\.tar\\.gz$"));
    }

    // The archive holds the fake, whose own folder makes it a new one.
    async Task ServeAsync(string fetcher, bool known, string? does = null)
    {
        var token = TestContext.Current.CancellationToken;
        tree.AddProgram("sdk/dotnet", does is null
            ? tree.Read("bin/dotnet").Replace("FAKE_SDK:-new", "FAKE_FETCHED:-new", StringComparison.Ordinal) : $"#!/bin/bash\n{does}");
        Directory.CreateDirectory(Path.Combine(tree.Root, "bin/sdk/sdk/10.0.100"));
        var archive = Path.Combine(tree.Root, "served.tar.gz");
        await Programs.OutputOfAsync(
            new("tar", "-czf", archive, "-C", Path.Combine(tree.Root, "bin", "sdk"), "dotnet", "sdk"), "tar failed", token);
        var hash = Convert.ToHexStringLower(SHA512.HashData(await File.ReadAllBytesAsync(archive, token)));
        tree.Write("build/sdk.sha512", string.Concat(((string[])["x64", "arm64"])
            .Select(x => $"{(known ? hash : new string('0', 128))}  dotnet-sdk-10.0.100-linux-{x}.tar.gz\n")));
        tree.AddProgram(fetcher, """
            #!/bin/bash
            echo "$*" >>fetched.log
            while [[ $1 != -o && $1 != -O ]]; do shift; done
            cp served.tar.gz "$2"
            """);
    }
}
