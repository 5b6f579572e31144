using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class AptAreaTests : IDisposable
{
    const string Machine = """
        APT::Default-Release "bookworm";
        APT::Get::AllowUnauthenticated "true";
        APT::Update::Pre-Invoke:: "id";
        Dir::State::lists "/elsewhere";
        acquire::AllowInsecureRepositories "true";
        Acquire::AllowWeakRepositories "true";
        Acquire::Languages:: "de";
        Acquire::http::Proxy "http://proxy:3128/";
        Acquire::gpgv::Options:: "--keyring=/elsewhere/keys.gpg";
        Acquire::Check-Valid-Until "false";
        """;

    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task The_machines_apt_says_how_an_archive_is_reached_and_not_what_is_trusted_or_chosen()
    {
        Directory.CreateDirectory(scratch.File("etc/apt/apt.conf.d"));
        var file = scratch.Write("apt.conf", AptArea.Configuration(scratch.Path, "arm64", AptArea.WayOf(Machine)));

        var taken = await Programs.OutputOfAsync(
            new("apt-config", "dump") { Environment = new Dictionary<string, string?> { ["APT_CONFIG"] = file } }, "apt can't read it",
            TestContext.Current.CancellationToken);

        taken.Should().Contain("Acquire::http::Proxy \"http://proxy:3128/\"").And.Contain("Acquire::Check-Valid-Until \"false\"")
            .And.Contain("APT::Architecture \"arm64\"").And.Contain($"Dir \"{scratch.Path}\"");
        taken.Should().NotContainAny(
            "Default-Release", "AllowUnauthenticated", "Pre-Invoke", "/elsewhere", "InsecureRepositories \"true", "WeakRepositories \"true",
            "\"de\"");
    }

    [Theory]
    [InlineData("deb http://mirror.invalid/debian trixie main")]
    [InlineData("deb [signed-by=\"/usr/share/keyrings/debian-archive-keyring.gpg\"] http://mirror.invalid/debian trixie main")]
    public void A_keyring_that_mmdebstrap_names_is_not_named_twice(string line) =>
        new Mirror("trixie", [line]).SourcesOnly().Should()
            .Be($"deb-src [signed-by={Mirror.Keyring}] http://mirror.invalid/debian trixie main\n");
}
