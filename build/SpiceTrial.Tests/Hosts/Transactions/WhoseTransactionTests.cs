using FluentAssertions;
using SpiceTrial.Hosts;
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

    static HostTransaction Transaction(ScriptedHost host) => new(_ => Task.FromResult<IHostConnection>(host));

    // What is run there as a step comes as a script.
    static List<string> Steps(ScriptedHost host) =>
        [.. host.Commands.Where(x => x.Words is ["sh", "-c", _, "sh", "prepare", ..]).Select(x => x.Input ?? "")];
}
