using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Transactions;

/// <summary>How often Install connects to a host before it asks.</summary>
public sealed class OneConnectionTests : IDisposable
{
    const string Resolved = "the version is resolved";

    readonly Scratch scratch = new();
    int connections;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Before_the_question_the_host_is_reached_once()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var artifacts = new VerifiedArtifacts(new(folder, await ArtifactsVerification.LoadAsync(folder, Token)), [], []);

        var installing = () => InstallAsync(SampleHost.Text(), (_, _) => Task.FromResult(artifacts));

        (await installing.Should().ThrowAsync<TrialException>()).Which.What.Should().StartWith("nobody can be asked here");
        connections.Should().Be(1);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_dry_run_of_what_would_be_refused_is_refused()
    {
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var artifacts = new VerifiedArtifacts(new(folder, await ArtifactsVerification.LoadAsync(folder, Token)), [], []);

        var trying = (string audit) => InstallAsync(
            SampleHost.Text(("audit", audit)), (_, _) => Task.FromResult(artifacts), new() { DryRun = true });

        (await trying.Invoking(x => x("half installed")).Should().ThrowAsync<TrialException>()).Which.Status
            .Should().Be(ExitStatus.Refused);
        await trying("");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_has_to_be_built_is_built_for_the_reading_that_Install_has_and_nobody_connects_again()
    {
        // A build of ours is warned of once its version is known: there the test ends, before anything is fetched.
        using var chain = new ChainRun(new(scratch.Path) { Hypervisor = SampleHost.Name }, new EndsAtTheFirstWarning(), Nobody);
        var choose = new ArtifactsToInstall(chain, new(), _ => { });

        var installing = () => InstallAsync(SampleHost.Text(("version", "0.15.1-1+0ntrace64")), choose.ForAsync, new() { DryRun = true });

        await installing.Should().ThrowAsync<InvalidOperationException>().WithMessage(Resolved);
        connections.Should().Be(1);
        File.Exists(scratch.File("sessions/hosts/sf-2.json")).Should().BeTrue("the reading is recorded as ResolveVersion's own is");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_test_host_is_never_recorded_as_the_real_one_of_its_name()
    {
        var real = scratch.Write("sessions/hosts/sf-2.json", "what is known of the real sf-2");

        var package = await new DeployedVersion(Nobody, new(scratch.Path) { Hypervisor = SampleHost.Name }, TimeProvider.System).FindAsync(
            SampleHost.With(("test", "yes")), Token);

        package.Origin.Should().Be(Origin.Test);
        package.Warnings.Should().ContainSingle().Which.Should().StartWith("sf-2 is a test host");
        (await File.ReadAllTextAsync(real, Token)).Should().Be("what is known of the real sf-2");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("--trace-items", "confirmed", 64, "0.15.1-1+0ntrace128")]
    [InlineData("--trace-items", "installed", 64, "0.15.1-1+0ntrace128")]
    [InlineData("at work", "foreign", 128, "0.15.1-1+0ntrace128")]
    [InlineData("replaced", "confirmed", 128, "0.15.1-1+deb12u9")]
    public async Task Over_an_open_transaction_nothing_is_built_and_Revert_is_named(string why, string state, int items, string version)
    {
        var built = false;

        var installing = () => InstallAsync(
            SampleHost.Text(("version", version), ("transaction", state), ("ours", "0.15.1-1+0ntrace128"), ("stock", "0.15.1-1"),
                ("owner", "me@here")),
            (_, _) =>
            {
                built = true;
                return Task.FromException<VerifiedArtifacts>(new InvalidOperationException("built"));
            },
            new() { TraceItems = items });

        var error = (await installing.Should().ThrowAsync<TrialException>(why)).Which;
        error.Status.Should().Be(ExitStatus.Refused);
        error.What.Should().Contain("me@here").And.NotContain("no transaction");
        error.Hint.Should().Contain("./build.sh Revert --host sf-2");
        built.Should().BeFalse();
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_installed_already_with_the_ring_that_is_asked_for_is_looked_for_and_not_refused()
    {
        var installing = () => InstallAsync(
            SampleHost.Text(("version", "0.15.1-1+0ntrace128"), ("transaction", "confirmed"), ("ours", "0.15.1-1+0ntrace128")),
            (_, _) => Task.FromException<VerifiedArtifacts>(new InvalidOperationException("looked for")));

        await installing.Should().ThrowAsync<InvalidOperationException>();
    }

    static Task<IHostConnection> Nobody(CancellationToken cancellationToken) => throw new NotSupportedException("connected again");

    async Task InstallAsync(
        string reading, Func<HostReading, CancellationToken, Task<VerifiedArtifacts>> choose, InstallOptions? options = null)
    {
        var host = new HostTransaction(_ =>
        {
            connections++;
            return Task.FromResult<IHostConnection>(new Telling(reading));
        });
        await new Installation(host, choose, _ => Task.FromResult(GateState.Proceed.Because("")), new SilentOperator()).RunAsync(
            options ?? new(), Token);
    }

    sealed class Telling(string reading) : IHostConnection
    {
        public string Host => SampleHost.Name;

        public Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken) =>
            Task.FromResult(new RemoteResult(0, reading, ""));

        public Task DownloadAsync(
            string remotePath, string localFile, bool asRoot, IProgress<long>? progress, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    sealed class EndsAtTheFirstWarning : IChainOutput
    {
        public void Phase(string text)
        {
        }

        public void Step(int done, int all, string what)
        {
        }

        public void Warning(string text) => throw new InvalidOperationException(Resolved);

        public void EndOfSteps()
        {
        }
    }
}
