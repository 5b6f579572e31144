using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.Launchers;

public sealed class SdkTests : IDisposable
{
    static readonly string[] Basics =
        ["bash", "cat", "chmod", "cp", "cut", "date", "dirname", "find", "flock", "grep", "mkdir", "mv", "printf", "readlink", "rm", "sed",
            "setsid", "sha256sum", "sh", "sleep", "sort"];

    readonly LauncherSandbox tree = new();

    public SdkTests() => tree.WithOnly(Basics).With("FAKE_SDK", "old");

    public void Dispose() => tree.Dispose();

    [Fact(Timeout = 30_000)]
    public async Task Without_an_SDK_and_a_way_to_fetch_one_the_hint_is_the_package_to_install()
    {
        var result = await tree.RunAsync("Test");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("neither curl nor wget").And.Contain("hint: sudo apt-get install curl ca-certificates");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task An_SDK_that_can_not_be_fetched_is_a_clear_error(string fetcher)
    {
        tree.AddProgram(fetcher, "#!/bin/bash\nexit 6");

        var result = await tree.RunAsync("Test");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("can't be fetched").And.Contain("hint: install the .NET SDK 10.0.100");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("curl")]
    [InlineData("wget")]
    public async Task A_missing_SDK_is_fetched_into_the_tree_and_used(string fetcher)
    {
        // The fetched script "installs" the fake, whose own folder makes it a new one.
        tree.AddProgram("script", """
            #!/bin/bash
            echo "$*" >script.log
            mkdir -p .dotnet && sed 's/FAKE_SDK:-new/FAKE_FETCHED:-new/' bin/dotnet >.dotnet/dotnet && chmod +x .dotnet/dotnet
            """);
        tree.AddProgram(fetcher, """
            #!/bin/bash
            while [[ $1 != -o && $1 != -O ]]; do shift; done
            cp bin/script "$2"
            """);

        var result = await tree.RunAsync("Test");

        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain("run: [Test]");
        tree.Read("script.log").Should().Contain("--install-dir .dotnet --version 10.0.100");
    }
}
