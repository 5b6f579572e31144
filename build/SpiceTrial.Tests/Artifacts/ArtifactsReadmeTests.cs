using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Artifacts;

public sealed class ArtifactsReadmeTests : IDisposable
{
    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData("0.15.1-1+0ntrace64", FirstOrigin.Live, "libspice-server1/bookworm")]
    [InlineData("0.15.1-1+b1", FirstOrigin.Live, "libspice-server1=0.15.1-1+b1")]
    [InlineData("0.15.1-1", FirstOrigin.CommandLine, "libspice-server1")]
    public async Task The_way_back_by_hand_installs_the_stock_package_that_an_archive_has(string version, FirstOrigin from, string named)
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);

        await SampleArtifacts.ForgeAsync(folder, x => x with { Chain = x.Chain with { ResolveVersion = x.Chain.ResolveVersion with {
            BinaryVersion = DebianVersion.Parse(version), FirstOrigin = from } } });

        (await File.ReadAllTextAsync(Path.Combine(folder, "README.md"), TestContext.Current.CancellationToken))
            .Should().Contain($"    (mkdir stock && cd stock && apt-get download {named})\n")
            .And.Contain("    sudo dpkg -i stock/libspice-server1_*_amd64.deb\n", "beside our own package the pattern would name both");
    }
}
