using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Hosts;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Transactions;

/// <summary>Which transaction Install, Confirm and Revert tell the host that they mean.</summary>
public sealed class WhoseTransactionTests
{
    const string Ours = "0.15.1-1+0ntrace128";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Revert_where_nothing_is_open_takes_back_nothing_that_is_begun_meanwhile()
    {
        var host = new ScriptedHost(SampleHost.Text(("folder", "/var/lib/spice-trial")), 0);

        await new Reversal(Transaction(host), new SilentOperator()).RunAsync(yes: true, TimeSpan.FromSeconds(1), Token);

        host.Commands.Should().ContainSingle(x => x.Words.Contains("revert"))
            .Which.Words.Should().ContainInConsecutiveOrder("--id", "none");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("confirmed", "0123456789ab", "0123456789ab")]
    [InlineData("begun", "", "none")]
    public async Task Revert_takes_back_the_transaction_that_it_asked_about_and_no_later_one(string state, string id, string meant)
    {
        var host = new ScriptedHost(Open(state, id), 0);

        await new Reversal(Transaction(host), new SilentOperator()).RunAsync(yes: true, TimeSpan.FromSeconds(1), Token);

        host.Detached.Should().ContainSingle().Which.Should().Contain("revert").And.MatchRegex($"--id\\W+{meant}\\b");
    }

    [Fact(Timeout = 120_000)]
    public async Task Revert_whose_connection_breaks_is_asked_for_again_and_nobody_fills_in_its_words()
    {
        var host = new ScriptedHost(Open("confirmed", "0123456789ab"), 0) { Loses = "revert" };

        (await Transaction(host).RevertAsync("0123456789ab", "${HOME} $5", TimeSpan.FromSeconds(1), _ => { }, Token)).Status.Should()
            .Be(ExitStatus.Done);

        host.Detached.Should().HaveCount(2).And.OnlyContain(x => x.Contains("'$${HOME} $$5'"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Revert_that_systemd_says_has_ended_well_and_that_said_nothing_itself_is_asked_for_again()
    {
        var host = new ScriptedHost(Open("confirmed", "0123456789ab"), 0) { Prints = "step: stock" };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var reverting = () => Transaction(host).RevertAsync("0123456789ab", "", TimeSpan.FromSeconds(1), line =>
        {
            if (line.Contains("did not say", StringComparison.Ordinal))
                stop.Cancel();
        }, stop.Token);

        await reverting.Should().ThrowAsync<OperationCanceledException>();
        host.Detached.Should().ContainSingle();
    }

    [Fact(Timeout = 120_000)]
    public async Task Revert_waits_for_whoever_is_at_work_before_it_says_what_the_host_has()
    {
        var operators = new SilentOperator();
        var moving = SampleHost.Text(("version", Ours), ("running", "revert since 12"));
        var host = new ScriptedHost(SampleHost.Text(), 0) { First = new([moving]) };

        (await new Reversal(Transaction(host), operators).RunAsync(yes: true, TimeSpan.FromSeconds(1), Token)).Should().BeFalse();

        operators.Said.Should().Equal("waiting for what is at work on sf-2: revert since 12",
            "nothing to take back: the host has no transaction");
    }

    [Fact(Timeout = 120_000)]
    public async Task Revert_of_what_fails_and_begins_again_whenever_it_looks_is_left_to_the_hosts_lock()
    {
        var host = new ScriptedHost($"{Open("reverting", "0123456789ab")}running\texpire since 12\n", 0);

        await new Reversal(new(_ => Task.FromResult<IHostConnection>(host)) { AtWork = TimeSpan.Zero }, new SilentOperator())
            .RunAsync(yes: true, TimeSpan.FromSeconds(1), Token);

        host.Detached.Should().ContainSingle().Which.Should().MatchRegex("--id\\W+0123456789ab");
    }

    [Fact(Timeout = 120_000)]
    public async Task Install_takes_back_only_what_is_still_broken_off_when_the_host_is_asked_to()
    {
        var host = new ScriptedHost(Open("confirmed", "fedcba987654"), 0) { First = new([Open("begun", "0123456789ab")]) };

        var installing = () => new Installation(Transaction(host), (_, _) => throw new InvalidOperationException(),
            _ => Task.FromResult(GateState.Proceed.Because("")), new SilentOperator())
            .RunAsync(new() { Yes = true, TraceItems = 64 }, Token);

        (await installing.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
        host.Detached.Should().ContainSingle().Which.Should().MatchRegex("--id\\W+0123456789ab\\W+--unfinished");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("error: nothing was broken off: it is installed, of eve@desk", "./build.sh Status shows")]
    [InlineData("refused: the host has 0.15.1-1+deb12u1 now", "somebody else's change")]
    public async Task What_the_host_refuses_to_take_back_comes_with_the_hint_for_that(string refusal, string hint)
    {
        var host = new ScriptedHost(Open("begun", "0123456789ab"), 3) { Prints = refusal };

        var reverting = () => new Reversal(Transaction(host), new SilentOperator()).RunAsync(yes: true, TimeSpan.FromSeconds(1), Token);

        (await reverting.Should().ThrowAsync<TrialException>()).Which.Hint.Should().Contain(hint);
    }

    [Fact(Timeout = 120_000)]
    public async Task Revert_after_which_libvirt_is_down_says_so_and_not_to_run_it_again()
    {
        var host = new ScriptedHost(Open("confirmed", "0123456789ab"), 1)
        {
            Prints = "error: the stock package is back, but libvirt does not answer: see 'journalctl -u libvirtd.service'",
        };

        var reverting = () => new Reversal(Transaction(host), new SilentOperator()).RunAsync(yes: true, TimeSpan.FromSeconds(1), Token);

        var error = (await reverting.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain("journalctl -u libvirtd.service");
        error.Hint.Should().NotContain("again");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("installed", "0123456789ab", "0123456789ab")]
    [InlineData("begun", "", "none")]
    public async Task Confirm_means_the_transaction_that_it_has_seen_and_no_later_one(string state, string id, string meant)
    {
        var host = new ScriptedHost(Open(state, id), 0);

        await new Confirmation(Transaction(host), new SilentOperator()).RunAsync(new InstallOptions().LockTimeout, Token);

        host.Commands.Should().ContainSingle(x => x.Words.Contains("confirm"))
            .Which.Words.Should().ContainInConsecutiveOrder("--id", meant);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("ii", false, true)]
    [InlineData("ii", true, false)]
    [InlineData("hi", false, false)]
    public async Task What_is_installed_already_and_lost_its_hold_is_held_again_by_this_tools_script(
        string state, bool dryRun, bool confirms)
    {
        using var scratch = new Scratch();
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var artifacts = new VerifiedArtifacts(new(folder, await ArtifactsVerification.LoadAsync(folder, Token)), [], []);
        var host = new ScriptedHost(SampleHost.Text(("state", state), ("version", Ours), ("transaction", "confirmed"), ("ours", Ours),
            ("stock", "0.15.1-1"), ("id", "0123456789ab"), ("buildId", artifacts.Artifacts.Library.BuildId!)), 0);

        await new Installation(Transaction(host), (_, _) => Task.FromResult(artifacts),
            _ => Task.FromResult(GateState.Proceed.Because("")), new SilentOperator()).RunAsync(
            new() { Yes = true, DryRun = dryRun }, Token);

        // What an older tool has left on the host says that it is confirmed already, and holds nothing.
        host.Commands.Any(x => x.Input == HostScript.Text
            && x.Words is ["sh", "-s", "--", "confirm", "--id", "0123456789ab", "--lock-timeout", "60"])
            .Should().Be(confirms);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("none")]
    [InlineData("installed")]
    public async Task Who_stops_Install_while_it_confirms_is_told_what_the_host_does_without_anybody(string transaction)
    {
        var operators = new SilentOperator();

        var installing = () => InstallAsync(transaction, 0, operators, _ => operators.Said.Contains("confirming over a new connection"));

        await installing.Should().ThrowAsync<OperationCanceledException>();
        operators.Said.Should().ContainMatch("the host goes on without this client*./build.sh Revert does it now*");
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_stops_Install_after_the_host_refused_hears_that()
    {
        var operators = new SilentOperator();

        var installing = () => InstallAsync("none", 3, operators, host => host.Said.Contains("status"));

        (await installing.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
        operators.Said.Should().NotContainMatch("the host goes on*");
    }

    // Ctrl-C when the next connection is opened.
    static async Task InstallAsync(string state, int status, SilentOperator operators, Func<ScriptedHost, bool> stops)
    {
        using var scratch = new Scratch();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var folder = await SampleArtifacts.MakeAsync(scratch.Path, 128);
        var artifacts = new VerifiedArtifacts(new(folder, await ArtifactsVerification.LoadAsync(folder, Token)), [], []);
        var host = new ScriptedHost(state == "none" ? SampleHost.Text() : SampleHost.Text(("version", Ours), ("transaction", state),
            ("ours", Ours), ("stock", "0.15.1-1"), ("id", "0123456789ab"), ("buildId", artifacts.Artifacts.Library.BuildId!)), status);
        var transaction = new HostTransaction(async token =>
        {
            if (stops(host))
                await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return host;
        });

        await new Installation(transaction, (_, _) => Task.FromResult(artifacts), _ => Task.FromResult(GateState.Proceed.Because("")),
            operators).RunAsync(new() { Yes = true, AcceptUnverified = true }, stop.Token);
    }

    static string Open(string state, string id) => SampleHost.Text([("version", Ours), ("transaction", state), ("ours", Ours),
        ("stock", "0.15.1-1"), .. id.Length == 0 ? Array.Empty<(string, string)>() : [("id", id)]]);

    static HostTransaction Transaction(ScriptedHost host) => new(_ => Task.FromResult<IHostConnection>(host));
}
