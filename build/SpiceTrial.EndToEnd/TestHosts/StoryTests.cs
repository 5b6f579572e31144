using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.EndToEnd.TestHosts;

/// <summary>The story of docs/test-host.md: what it reads is of nobody's host, although that host has a real one's name.</summary>
public sealed class StoryTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task The_story_on_nobodys_hypervisor_leaves_no_trace_in_git_and_says_what_it_is()
    {
        await using var host = await Hypervisor.StartAsync();
        var clone = Directory.CreateTempSubdirectory("spice-trial-story-").FullName;
        try
        {
            await GitAsync("clone", "--quiet", "--no-hardlinks", SourceTree.Root(), clone);
            var settings = new ChainSettings(clone) {
                Hypervisor = host.Name, SshConfig = host.SshConfig, CacheDirectory = Hypervisor.Workspace.Cache };
            using var chain = new ChainRun(settings, new CollectedOutput(), _ => host.ConnectAsync());

            var resolved = await chain.ResolveVersionAsync(Token);
            await using var connection = await host.ConnectAsync();
            var status = await StatusJudge.ReadAsync(connection, KnownBuilds.OfDebian, DateTimeOffset.UtcNow, Token);

            resolved.Origin.Should().Be(Origin.Test);
            status.Origin.Should().Be(Origin.Test);
            (await GitAsync("-C", clone, "status", "--porcelain")).Should().BeEmpty();
        }
        finally
        {
            Directory.Delete(clone, recursive: true);
        }
    }

    static async Task<string> GitAsync(params IReadOnlyList<string> words) =>
        await Programs.OutputOfAsync(new("git", words), "git failed", Token);
}
