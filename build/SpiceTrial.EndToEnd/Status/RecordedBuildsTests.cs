using FluentAssertions;
using SpiceTrial.Debian;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Status;

/// <summary>The build-ids that this tool takes for Debian's are those of the archive's packages.</summary>
public sealed class RecordedBuildsTests
{
    [Theory(Timeout = 300_000), Trait("Run", "All")]
    [InlineData("bookworm", "0.15.1-1", "amd64")]
    [InlineData("bookworm", "0.15.1-1", "arm64")]
    [InlineData("trixie", "0.15.2-1+b1", "amd64")]
    [InlineData("trixie", "0.15.2-1+b1", "arm64")]
    public async Task Each_recorded_build_id_is_that_of_the_archives_package(string suite, string version, string architecture)
    {
        var token = TestContext.Current.CancellationToken;

        var (package, missing) = await new ArchivePackage(Hypervisor.Workspace, mirrorUri: null).FetchAsync(
            "libspice-server1", DebianVersion.Parse(version, suite), suite, architecture, token);

        package.Should().NotBeNull(missing);
        (await BuildId.OfPackageAsync(package!, token)).Should().Be(KnownBuilds.Debian[$"{version} {architecture}"]);
    }
}
