using FluentAssertions;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Transactions;

public sealed class ArchiveVersionsTests
{
    [Theory]
    [InlineData("http://security.debian.org/debian-security bookworm-security/main amd64 Packages")]
    [InlineData("http://mirror.example.org/debian-security bookworm-security/main amd64 Packages")]
    [InlineData("file:/srv/copy bookworm-security/main amd64 Packages")]
    public void A_newer_version_of_a_security_archive_is_found_wherever_it_is_mirrored(string origin)
    {
        Newest($"libspice-server1 | 0.15.1-1+deb12u1 | {origin}",
            "libspice-server1 |   0.15.1-1 | http://deb.debian.org/debian bookworm/main amd64 Packages")
            .Should().Be("0.15.1-1+deb12u1");
    }

    [Fact]
    public void The_newest_of_several_counts()
    {
        Newest("p | 0.15.1-1+deb12u9 | x bookworm-security/main", "p | 0.15.1-1+deb12u10 | x bookworm-security/main")
            .Should().Be("0.15.1-1+deb12u10");
    }

    [Theory]
    [InlineData("p | 0.15.1-1 | http://security.debian.org/debian-security bookworm-security/main amd64 Packages")]
    [InlineData("p | 0.14.3-2 | http://security.debian.org/debian-security bookworm-security/main amd64 Packages")]
    [InlineData("p | 0.15.2-1 | http://deb.debian.org/debian trixie/main amd64 Packages")]
    [InlineData("p | $(reboot) | http://security.debian.org/debian-security bookworm-security/main")]
    [InlineData("nonsense")]
    public void Nothing_else_is_a_security_update(string line)
    {
        Newest(line).Should().BeNull();
    }

    static string? Newest(params string[] lines) => ArchiveVersions.Security(lines, DebianVersion.Parse("0.15.1-1"))?.ToString();
}
