using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial;

/// <summary>Whatever a chain makes of itself reaches hosts as the operator does: a passphrase is given once.</summary>
public sealed class ConnectionsTests : IChainOutput, IDisposable
{
    readonly Scratch scratch = new();
    int asked;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    ChainSettings Settings => new(scratch.Path) { CacheDirectory = scratch.File("cache"), RequireLive = true };

    [Fact(Timeout = 120_000)]
    public async Task Rings_ask_the_host_over_the_operators_connections()
    {
        using var chain = new ChainRun(Settings, this, ConnectAsync);

        await ShouldAskAsync(() => chain.Rings.EnsureAsync([8, 128], Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_control_that_a_proof_lacks_is_built_over_the_operators_connections()
    {
        using var chain = new ChainRun(Settings, this, ConnectAsync);
        var folder = await SampleArtifacts.MakeAsync(scratch.File("built"), 128);

        await ShouldAskAsync(async () =>
            await chain.ProveAsync(new(folder, await ArtifactsVerification.LoadAsync(folder, Token)), Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Steps_for_another_release_or_ring_ask_over_the_operators_connections()
    {
        using var chain = new ChainRun(Settings, this, ConnectAsync);
        using var other = chain.Steps.With(Settings with { Suite = "trixie", TraceItems = 64, Built = scratch.File("built/nightly") });

        await ShouldAskAsync(() => other.ResolveAsync(Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task No_host_is_asked_for_an_architecture_that_it_does_not_have()
    {
        scratch.Write("mirror/nothing", "");
        await RecordFile.WriteAsync(scratch.File("sessions/hosts/sf-2.json"), new ResolvedPackage(
            "sf-2", "libspice-server1", DebianVersion.Parse("0.15.1-1"), "spice", DebianVersion.Parse("0.15.1-1"), "amd64", "bookworm",
            "the plan", null, Origin.Recorded, FirstOrigin.Assumption, []), Token);
        using var steps = new ChainSteps(Settings with { RequireLive = false, Suite = "bookworm", Architecture = "arm64",
            Mirror = $"file://{scratch.File("mirror")}" }, this, ConnectAsync);

        await steps.Awaiting(x => x.ResolveAsync(Token)).Should().ThrowAsync<TrialException>()
            .WithMessage("the mirror has no suite bookworm*");

        asked.Should().Be(0);
    }

    async Task ShouldAskAsync(Func<Task> asking)
    {
        await asking.Should().ThrowAsync<TrialException>().WithMessage("asked of the operator's own");
        asked.Should().Be(1);
    }

    Task<IHostConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        asked++;
        throw new TrialException("asked of the operator's own");
    }

    void IChainOutput.Phase(string text)
    {
    }

    void IChainOutput.Step(int done, int all, string what)
    {
    }

    void IChainOutput.EndOfSteps()
    {
    }

    void IChainOutput.Warning(string text)
    {
    }

    public void Dispose() => scratch.Dispose();
}
