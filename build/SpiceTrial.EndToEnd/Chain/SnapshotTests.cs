using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>A version that the suite does not have: bullseye has spice 0.14.3-2.1 and the key that signed bookworm's 0.15.1-1, which is
/// asked for. That key expired in September 2026, and no release has it with a later day.</summary>
[Collection(OnOneChain.Name)]
public sealed class SnapshotTests(ChainFixture chain)
{
    static readonly string[] Fetch = ["FetchSource", "--suite", "bullseye", "--package-version", "0.15.1-1", "--snapshot-mirror"];

    string Files => Path.Combine(chain.Project.Cache, "downloads/packages/spice_0.15.1-1_bookworm/source");

    [Fact(Timeout = 600_000)]
    [Trait("Run", "All")]
    public async Task An_older_version_comes_from_the_snapshot_service_and_is_refused_once_its_signers_key_has_expired()
    {
        using var service = new SnapshotService("0.15.1-1", Files);
        // A home that has not seen this very .dsc in the signed lists of bookworm.
        var project = await chain.CopyAsync("snapshot", withResult: true, chain.Make("cache of snapshot"))
            with { Home = chain.Make("home of snapshot") };

        var said = await project.FailsAsync(3, [.. Fetch, service.Address]);

        said.Should().Contain("bullseye has no spice 0.15.1-1; asking the snapshot service")
            .And.Contain("the signature or its key has expired").And.Contain("hint: Nothing was unpacked. Name a version that a suite has");
        Directory.Exists(Path.Combine(project.Cache, "downloads/packages")).Should().BeFalse();
    }

    [Theory(Timeout = 600_000)]
    [InlineData(".dsc", "does not verify")]
    [InlineData(".orig.tar.bz2", "is another file than was expected", Traits = ["Run", "All"])]
    public async Task What_the_service_changed_is_refused_and_not_kept(string ending, string why)
    {
        using var service = new SnapshotService("0.15.1-1", Files, (name, content) => name.EndsWith(ending, StringComparison.Ordinal)
            ? Encoding.Latin1.GetBytes(
                Encoding.Latin1.GetString(content).Replace("libssl-dev", "evil-dev", StringComparison.Ordinal) + "\n") : content);
        var project = await chain.CopyAsync($"changed by the service {ending}", withResult: true, chain.Make($"cache of changed {ending}"));

        (await project.FailsAsync(3, [.. Fetch, service.Address])).Should().Contain(why);

        Directory.EnumerateFiles(Path.Combine(project.Cache, "downloads"), "*", SearchOption.AllDirectories).Select(Path.GetFileName)
            .Should().Equal("lock");
    }

    [Fact(Timeout = 600_000), Trait("Run", "All")]
    public async Task A_service_that_can_not_be_reached_is_a_clear_error()
    {
        var project = await chain.CopyAsync("no snapshot", withResult: true, chain.Make("cache of no snapshot"));

        var said = await project.FailsAsync(1, [.. Fetch, "http://127.0.0.1:9"]);

        said.Should().Contain("bullseye does not have spice 0.15.1-1, and the snapshot service did not give it")
            .And.Contain("http://127.0.0.1:9").And.Contain("Name a reachable snapshot service with --snapshot-mirror");
    }
}
