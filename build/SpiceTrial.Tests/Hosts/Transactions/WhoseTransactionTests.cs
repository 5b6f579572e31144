using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Hosts;
using SpiceTrial.Tests.Artifacts;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Transactions;

/// <summary>Which transaction Install, Confirm and Revert tell the host that they mean.</summary>
public sealed class WhoseTransactionTests
{
    const string Ours = "0.15.1-1+0ntrace128";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task A_refused_Install_cleans_up_after_its_own_call_alone()
    {
        var host = new ScriptedHost(SampleHost.Text(), "3");
        var call = new InstallCall("0123456789ab", "me", "1", "a", "b", "1", "c");

        var refused = () => new Outcome(Transaction(host), new SilentOperator(), call, SampleHost.Name).ReachAsync(Token);

        (await refused.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
        Steps(host).Should().HaveCount(2).And.Subject.Last().Should().Contain("revert").And.Contain("clean up").And.Contain(call.Id);
    }

    [Fact(Timeout = 30_000)]
    public async Task Revert_where_nothing_is_open_takes_back_nothing_that_is_begun_meanwhile()
    {
        var host = new ScriptedHost(SampleHost.Text(("folder", "/var/lib/spice-trial")), "0");

        await new Reversal(Transaction(host), new SilentOperator()).RunAsync(yes: true, TimeSpan.FromSeconds(1), Token);

        host.Commands.Should().ContainSingle(x => x.Words.Contains("revert"))
            .Which.Words.Should().ContainInConsecutiveOrder("--id", "none");
    }

    [Theory(Timeout = 30_000)]
    [InlineData("0123456789ab")]
    [InlineData(null)]
    public async Task Revert_takes_back_the_transaction_that_it_asked_about(string? id)
    {
        var host = new ScriptedHost(SampleHost.Text([("version", Ours), ("transaction", "confirmed"), ("ours", Ours), ("stock", "0.15.1-1"),
            .. id is null ? Array.Empty<(string, string)>() : [("id", id)]]), "0");

        await new Reversal(Transaction(host), new SilentOperator()).RunAsync(yes: true, TimeSpan.FromSeconds(1), Token);

        Steps(host).Should().ContainSingle().Which.Contains("--id", StringComparison.Ordinal).Should().Be(id is not null);
        Steps(host).Single().Should().Contain(id ?? "revert");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("ii", false, true)]
    [InlineData("ii", true, false)]
    [InlineData("hi", false, false)]
    public async Task What_is_installed_already_and_lost_its_hold_is_held_again(string state, bool dryRun, bool confirms)
    {
        using var scratch = new Scratch();
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var artifacts = new VerifiedArtifacts(new(folder, await ArtifactsVerification.LoadAsync(folder, Token)), [], []);
        var host = new ScriptedHost(SampleHost.Text(("state", state), ("version", Ours), ("transaction", "confirmed"), ("ours", Ours),
            ("stock", "0.15.1-1"), ("id", "0123456789ab"), ("buildId", artifacts.Artifacts.Library.BuildId!)), "0");

        await new Installation(Transaction(host), (_, _) => Task.FromResult(artifacts),
            _ => Task.FromResult(GateState.Proceed.Because("")), new SilentOperator()).RunAsync(
            new() { Yes = true, DryRun = dryRun }, Token);

        host.Commands.Any(x => x.Words is [_, _, "confirm", "--id", "0123456789ab"]).Should().Be(confirms);
    }

    static HostTransaction Transaction(ScriptedHost host) => new(_ => Task.FromResult<IHostConnection>(host));

    // What is run there as a step comes as a script.
    static List<string> Steps(ScriptedHost host) =>
        [.. host.Commands.Where(x => x.Words is ["sh", "-c", _, "sh", "prepare", ..]).Select(x => x.Input ?? "")];
}
