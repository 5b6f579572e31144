using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.EndToEnd.Transactions;
using SpiceTrial.Hosts;
using SpiceTrial.Testing;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.EndToEnd.Status;

/// <summary>What clients that died leave on a host: Status shows it, Revert and the next Install take it away.</summary>
public sealed class LeftoverTests(TrialHost trial) : IClassFixture<TrialHost>
{
    const int Limit = 900_000;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    TestHost Host => trial.Host;

    [Theory(Timeout = Limit), Trait("Run", "All")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_host_ends_what_a_client_that_died_began_and_Revert_or_the_next_Install_goes_on_from_there(bool installsAgain)
    {
        await DieAtAsync("step: unpack");
        await UntilAsync(async () => (await StatusAsync()).Transaction is { State: TransactionState.Installed, Running: null });

        (await StatusAsync()).Should().BeEquivalentTo(new { Leftovers = Array.Empty<Leftover>(), SwitchArmed = true });

        var ending = installsAgain ? await trial.InstallAsync() : await trial.RevertAsync();

        ending.Should().Be(new Ending(ExitStatus.Done, ""));
        if (installsAgain)
            (await trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
        await ShouldBeCleanAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_client_that_died_while_it_sent_has_left_is_shown_and_taken_away_without_the_script_that_never_came()
    {
        await Host.ShellAsync(
            "mkdir -p -m 700 /var/lib/spice-trial/incoming; cd /var/lib/spice-trial; echo '#!/bin' > host-transaction.sh.new; echo x > "
                + "'incoming/a b.deb.new'", Token);

        var status = await StatusAsync();

        status.Leftovers.Select(x => x.Name).Should().Contain("/var/lib/spice-trial/host-transaction.sh.new")
            .And.Contain("/var/lib/spice-trial/incoming/a b.deb.new");
        status.Transaction.Should().BeNull();
        var operators = new RecordedOperator();
        (await trial.RevertAsync(operators)).Should().Be(new Ending(ExitStatus.Done, ""));
        operators.Text.Should().Contain("taken away: /var/lib/spice-trial/incoming/a b.deb.new");
        await ShouldBeCleanAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task A_unit_that_failed_is_shown_and_taken_away()
    {
        await Host.ShellAsync("systemd-run --quiet --wait --unit=spice-trial-revert false || :", Token);

        (await StatusAsync()).Leftovers.Should().Equal(new Leftover(LeftoverKind.Unit, "spice-trial-revert.service", "failed"));

        (await trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
        await ShouldBeCleanAsync();
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task An_overridden_gate_is_in_the_hosts_journal_in_the_record_and_in_the_status()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Host.Folder.Path, "overrides")).FullName;
        var overrides = new GateOverrides(folder, TimeProvider.System);
        const string reason = "asked by $(touch /pwned) 'us'; \"now\" ${HOME} $$";
        var operators = new RecordedOperator();

        await InstallPastAsync(GateState.Pivot, reason, overrides, operators);

        operators.Text.Should().Contain("gate overridden: asked by").And.Contain(overrides.FileOf("sf-2"));
        var kept = (await overrides.ReadAsync("sf-2", Token)).Should().ContainSingle().Subject;
        kept.Should().BeEquivalentTo(
            new { Reason = reason, Gate = "006d is as bad", Version = TrialPackage.Version, Outcome = "installed and confirmed" });
        (await StatusAsync()).Transaction!.Remark.Should().Be("gate overridden: asked by $(touch /pwned) 'us'  \"now\" ${HOME} $$");
        (await FilesAsync("/pwned")).Should().BeEmpty();

        (await trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
        (await overrides.ReadAsync("sf-2", Token)).Should().Equal([kept], "the host forgets it, the record does not");

        await InstallPastAsync(GateState.Proceed, reason, overrides, operators);
        (await StatusAsync()).Transaction!.Remark.Should().BeNull("nothing was overridden");
        (await trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
        (await overrides.ReadAsync("sf-2", Token)).Should().HaveCount(1);
    }

    Task<VerifiedArtifacts> InstallPastAsync(GateState gate, string reason, GateOverrides overrides, RecordedOperator operators) =>
        new Installation(
        trial.Transaction(), (_, _) => Task.FromResult(trial.Package), _ => Task.FromResult(gate.Because("006d is as bad")),
        operators, overrides)
        .RunAsync(new() { Yes = true, OverrideGate = reason }, Token);

    // For the host it is the same as a client that is killed: nothing more is asked of it.
    async Task DieAtAsync(string line)
    {
        using var client = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var operators = new RecordedOperator { Heard = x => { if (x == line) client.Cancel(); } };
        var installing = () => new Installation(
            trial.Transaction(), (_, _) => Task.FromResult(trial.Package), _ => Task.FromResult(GateState.Proceed.Because("")),
            operators).RunAsync(new() { Yes = true }, client.Token);
        await installing.Should().ThrowAsync<OperationCanceledException>();
    }

    async Task<HostStatus> StatusAsync()
    {
        await using var connection = await Host.ConnectAsync();
        return await StatusJudge.ReadAsync(connection, KnownBuilds.OfDebian, DateTimeOffset.UtcNow, Token);
    }

    async Task ShouldBeCleanAsync()
    {
        (await StatusAsync()).Should().BeEquivalentTo(
            new { Leftovers = Array.Empty<Leftover>(), Transaction = (object?)null, SwitchArmed = false });
        (await FilesAsync(
            "/var/lib/spice-trial /etc/systemd/system/spice-trial* /etc/systemd/system/*.wants/spice-trial* "
                + "/etc/apt/preferences.d/spice-trial*")).Should().BeEmpty();
        (await Host.ShellAsync("systemctl list-units --all --plain --no-legend 'spice-trial*'", Token)).Should().BeEmpty();
    }

    Task<string> FilesAsync(string names) => Host.ShellAsync($"ls -d {names} 2>/dev/null || true", Token);

    static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
            await Task.Delay(300, Token);
    }
}
