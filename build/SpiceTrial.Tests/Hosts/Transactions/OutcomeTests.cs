using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Transactions;

/// <summary>How Install learns what became of it, where the answer of its own step was lost.</summary>
public sealed class OutcomeTests
{
    const string Id = "0123456789ab";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_refused_Install_cleans_up_after_its_own_call_alone()
    {
        var host = new ScriptedHost(SampleHost.Text(), 3);

        (await EndAsync(host)).Status.Should().Be(ExitStatus.Refused);

        host.Commands[^1].Words.Should().ContainInConsecutiveOrder("revert", "--reason", "clean up", "--id", Id, "--unfinished");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_refusal_stays_one_where_the_next_connection_breaks()
    {
        var host = new ScriptedHost(SampleHost.Text(), 3) { Loses = "status" };

        (await EndAsync(host)).Should().Match<TrialException>(x => x.Status == ExitStatus.Refused && x.What.StartsWith("not installed"));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_taken_back_is_said_also_where_nobody_can_clean_up_after_it()
    {
        var host = new ScriptedHost(SampleHost.Text(), 1) { LosesAfter = "status" };

        (await EndAsync(host)).Should().Match<TrialException>(
            x => x.Status == ExitStatus.Reverted && x.What.Contains("was taken back"));
    }

    [Fact(Timeout = 120_000)]
    public async Task While_somebody_is_at_work_nothing_is_said_to_be_taken_back()
    {
        var working = SampleHost.Text(("running", "revert since 12"));
        var host = new ScriptedHost(SampleHost.Text(), 1) { First = new([working, working]) };

        (await EndAsync(host)).Status.Should().Be(ExitStatus.Reverted);

        host.Said.Should().Equal("install", "status", "status", "status", "revert");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("installed")]
    [InlineData("confirmed")]
    public async Task What_a_colleague_has_confirmed_meanwhile_is_installed(string state)
    {
        var host = new ScriptedHost(Open(state, Id), 1);

        await Of(host).ReachAsync(Token);

        host.Said.Should().Equal(["install", "status"], "nothing is cleaned up");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_Install_whose_connection_breaks_is_not_begun_again_and_the_host_says_how_it_ended()
    {
        var host = new ScriptedHost(Open("installed", Id), 0) { Loses = "install" };

        await Of(host).ReachAsync(Token);

        host.Said.Should().Equal("install", "status");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_Install_that_begins_while_its_cut_off_client_cleans_up_is_not_said_to_be_taken_back()
    {
        var host = new ScriptedHost(Open("installed", Id), 0)
        {
            First = new([SampleHost.Text()]), Loses = "install", Refuses = "revert",
        };

        await Of(host).ReachAsync(Token);

        host.Said.Should().Equal("install", "status", "revert", "status");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_somebody_else_put_over_the_own_package_ends_the_waiting_at_once()
    {
        var host = new ScriptedHost(Open("foreign", Id), 1);

        (await EndAsync(host)).Should().Match<TrialException>(
            x => x.Status == ExitStatus.Refused && x.What.Contains("somebody else changed the host meanwhile"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("begun")]
    [InlineData("confirmed")]
    [InlineData("foreign")]
    public async Task Another_operators_transaction_is_neither_waited_for_nor_called_the_own_failure(string state)
    {
        var host = new ScriptedHost(Open(state, "ba9876543210"), 1);

        var error = await EndAsync(host);

        error.Status.Should().Be(ExitStatus.Reverted);
        error.What.Should().Contain("another transaction is open now").And.Contain("eve@desk");
        error.Hint.Should().NotContain("Revert");
    }

    static string Open(string state, string id) => SampleHost.Text(("transaction", state), ("id", id), ("owner", "eve@desk"));

    static Outcome Of(ScriptedHost host) => new(new(_ => Task.FromResult<IHostConnection>(host)), new SilentOperator(),
        new(Id, "me", "1", "a", "b", "1", "c"), SampleHost.Name) { Patience = TimeSpan.FromSeconds(2) };

    static async Task<TrialException> EndAsync(ScriptedHost host) =>
        (await FluentActions.Awaiting(() => Of(host).ReachAsync(Token)).Should().ThrowAsync<TrialException>()).Which;
}
