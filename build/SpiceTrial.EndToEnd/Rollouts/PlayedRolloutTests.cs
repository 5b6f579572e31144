using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>Whole rollouts, on hosts that are played: what stops a wave, what is kept, and what is taken back.</summary>
[Collection(OnTrialFleet.Ansible)]
public sealed class PlayedRolloutTests : IDisposable
{
    const int Limit = 600_000;

    readonly FakeFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Theory(Timeout = Limit)]
    [InlineData("libvirtAnswers\tyes", "libvirtAnswers\tno", "libvirt does not answer")]
    [InlineData("package\thi", "package\tii", "the package is not held any more")]
    public async Task No_wave_rests_on_a_host_whose_libvirt_is_dead_or_that_lost_its_hold(string before, string after, string why)
    {
        (await fleet.RunAsync()).Status.Should().Be(ExitStatus.Done);
        fleet.Change("sf-1", before, after);

        var (status, text) = await fleet.RunAsync();

        status.Should().Be(ExitStatus.Refused);
        text.Should().Contain("wave 2 was not begun: hosts of earlier waves").And.Contain($"sf-1: {why}");
        fleet.Of("sf-2").Should().Contain("transaction\tnone");
        fleet.Change("sf-1", after, before);
        (await fleet.RunAsync()).Should().Be((ExitStatus.Done, ""));
        (await fleet.RecordAsync()).Hosts.Should().OnlyContain(x => x.Outcome == HostOutcome.Confirmed);
    }

    [Theory(Timeout = Limit)]
    [InlineData(true, true, false, null, "--dry-run")]
    [InlineData(true, false, true, null, "--dry-run")]
    [InlineData(false, true, true, null, "--resume and --revert contradict each other")]
    [InlineData(false, false, false, 2, "--wave")]
    public async Task What_contradicts_itself_on_the_command_line_is_refused_and_no_host_is_asked(
        bool dry, bool resume, bool revert, int? wave, string said)
    {
        var (status, text) = await fleet.RunAsync(x => x with
        {
            Resume = resume, Revert = revert, RevertFrom = wave, Install = x.Install with { DryRun = dry },
        });

        status.Should().Be(ExitStatus.BadInput);
        text.Should().Contain(said);
        fleet.Asked.Should().BeNull();
    }

    [Fact(Timeout = Limit)]
    public async Task A_host_whose_health_command_was_never_answered_is_not_ready()
    {
        fleet.Wish("no-health");

        var (status, text) = await fleet.RunAsync(x => x with { HealthCommand = "true" });

        status.Should().Be(ExitStatus.Reverted, text);
        (await fleet.RecordAsync()).Steps.Should().Contain(x => x.Text.Contains("sf-1: the health command: no answer"));
        fleet.Of("sf-1").Should().Contain("transaction\tnone");
    }

    [Fact(Timeout = Limit)]
    public async Task A_host_that_is_not_well_before_its_wave_is_refused_and_stays_untouched()
    {
        fleet.Wish("sick");

        var (status, text) = await fleet.RunAsync(x => x with { HealthCommand = "no-such-program" });

        status.Should().Be(ExitStatus.Refused);
        text.Should().Contain("wave 1 was not begun, nothing was changed: sf-1: the health command");
        fleet.Of("sf-1").Should().Contain("transaction\tnone");
    }

    [Theory(Timeout = Limit)]
    [InlineData("")]
    [InlineData("last\t2026-01-31T12:00:00Z reverted: long ago\n")]
    public async Task Why_a_host_refused_before_it_began_is_kept_and_no_earlier_end_of_it_stands_in_for_that(string last)
    {
        fleet.Change("sf-1", "end\t1", $"{last}end\t1");
        fleet.Wish("locked");

        var (status, text) = await fleet.RunAsync();

        status.Should().Be(ExitStatus.Reverted);
        text.Should().Contain("sf-1: reverted (dpkg's lock is taken)");
        (await fleet.RecordAsync()).Steps.Should().Contain(x => x.Text == "taking all of it back: sf-1: dpkg's lock is taken");
    }

    [Fact(Timeout = Limit)]
    public async Task A_connection_that_breaks_at_the_health_command_is_waited_for_and_takes_no_wave_back()
    {
        fleet.Wish("drops");

        (await fleet.RunAsync(x => x with { HealthCommand = "true" })).Should().Be((ExitStatus.Done, ""));

        (await fleet.RecordAsync()).Hosts.First().Outcome.Should().Be(HostOutcome.Confirmed);
    }

    [Fact(Timeout = Limit)]
    public async Task A_rollout_that_is_resumed_asks_the_health_command_that_it_was_begun_with()
    {
        (await fleet.RunAsync(x => x with { HealthCommand = "true" })).Status.Should().Be(ExitStatus.Done);
        await fleet.DieAsync(WaveState.Installing);
        fleet.Wish("unhealthy");

        var (status, text) = await fleet.RunAsync(x => x with { Resume = true });

        status.Should().Be(ExitStatus.Reverted, text);
        (await fleet.RecordAsync()).HealthCommand.Should().Be("true");
    }

    [Theory(Timeout = Limit)]
    [InlineData(false, "installed and confirmed")]
    [InlineData(true, "reverted: ")]
    public async Task Who_rolls_out_past_a_gate_that_says_pivot_is_kept_with_the_reason_and_the_end(bool dies, string end)
    {
        if (dies)
            fleet.Wish("dies");

        await fleet.RunAsync(x => x with { Install = x.Install with { OverrideGate = "asked by us" } }, GateState.Pivot);

        var kept = await fleet.Overrides.ReadAsync("sf-1", TestContext.Current.CancellationToken);
        kept.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Reason = "asked by us", Gate = "006d is as bad", (await fleet.RecordAsync()).Hosts.First().Transaction });
        kept[0].Outcome.Should().StartWith(end);
        (await fleet.Overrides.ReadAsync("sf-2", TestContext.Current.CancellationToken)).Should().BeEmpty("it is of the next wave");
    }

    [Theory(Timeout = Limit)]
    [InlineData(Verdict.Regression)]
    [InlineData(Verdict.Refuted)]
    public async Task What_overrides_a_gate_goes_past_no_evidence_against_the_build(Verdict verdict)
    {
        (await fleet.RunAsync()).Status.Should().Be(ExitStatus.Done);
        await Comparisons.WriteAsync(fleet.Request.Comparison, verdict, FakeFleet.Build, TestContext.Current.CancellationToken);

        var (status, text) = await fleet.RunAsync();

        status.Should().Be(ExitStatus.Refused);
        text.Should().Contain("wave 2 was not begun").And.Contain("--revert takes the earlier waves back");
        fleet.Of("sf-2").Should().Contain("transaction\tnone");
    }

    [Fact(Timeout = Limit)]
    public async Task A_wave_goes_on_by_its_evidence_alone_once_a_guest_runs_the_library()
    {
        Task<(ExitStatus Status, string Text)> WithoutAWordAsync() =>
            fleet.RunAsync(x => x with { Install = x.Install with { OverrideGate = null } });
        (await WithoutAWordAsync()).Should().Be((ExitStatus.Done, ""));
        await Comparisons.WriteAsync(fleet.Request.Comparison, Verdict.Confirmed, FakeFleet.Build, TestContext.Current.CancellationToken);

        (await WithoutAWordAsync()).Status.Should().Be(ExitStatus.Refused, "nobody runs it");
        fleet.Change("sf-1", "end\t1", $"clock\t1\t1\nguestUser\t64055\nprocess\t7\t1\t{Encode("/usr/bin/qemu-system-x86_64")}\t"
            + $"{Encode("/usr/bin/qemu-system-x86_64\0-name\0guest=a\0")}\t64055\tqemu-system-x86\n"
            + $"map\t7\t0:7\t1-2\t{Encode("/usr/lib/libspice-server.so.1")}\nmapped\t0:7\t{FakeFleet.Build}\nend\t1");

        await Comparisons.WriteAsync(fleet.Request.Comparison, Verdict.Confirmed, FakeFleet.Build, TestContext.Current.CancellationToken,
            "Some of these runs were captured on a test host: they say nothing of a real one.");
        (await WithoutAWordAsync()).Status.Should().Be(ExitStatus.Refused, "a rehearsal opens no wave of real hosts");

        await Comparisons.WriteAsync(fleet.Request.Comparison, Verdict.Confirmed, FakeFleet.Build, TestContext.Current.CancellationToken);
        (await WithoutAWordAsync()).Should().Be((ExitStatus.Done, ""));
        (await fleet.RecordAsync()).Hosts.Should().OnlyContain(x => x.Outcome == HostOutcome.Confirmed);
    }

    static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [Fact(Timeout = Limit)]
    public async Task A_host_whose_facts_come_from_another_script_is_not_believed()
    {
        fleet.Wish("old-script");

        var (status, text) = await fleet.RunAsync();

        status.Should().Be(ExitStatus.Refused);
        text.Should().Contain("is not this program's");
        fleet.Of("sf-1").Should().Contain("transaction\tnone");
    }

    [Fact(Timeout = Limit)]
    public async Task A_host_that_was_not_looked_at_as_root_is_not_believed()
    {
        fleet.Change("sf-1", "uid\t0", "uid\t1000");

        var (status, text) = await fleet.RunAsync();

        status.Should().Be(ExitStatus.Refused);
        text.Should().Contain("sf-1: it was not looked at as root");
        (await fleet.StatusAsync()).NotKnown.Should().ContainKey("sf-1");
    }

    [Fact(Timeout = Limit)]
    public async Task Another_controller_goes_on_with_its_own_inventory_of_the_same_hosts()
    {
        (await fleet.RunAsync()).Status.Should().Be(ExitStatus.Done);
        var inventory = fleet.MoveAway();

        foreach (var revert in (bool[])[true, false])
        {
            var (refused, why) = await fleet.RunAsync(x => x with { Inventory = null, Group = null, Waves = null, Revert = revert });
            refused.Should().Be(ExitStatus.BadInput);
            why.Should().Contain("the inventory of this rollout is not there").And.Contain("--inventory");
        }

        (await fleet.RunAsync(x => x with
        {
            Inventory = inventory, Group = null, Waves = null, Install = x.Install with { DryRun = true },
        })).Should().Be((ExitStatus.Done, ""));
        (await fleet.RecordAsync()).Inventory.Should().NotBe(inventory, "a dry run changes nothing");
        (await fleet.RunAsync(x => x with { Inventory = inventory, Group = null, Waves = null, Revert = true }))
            .Should().Be((ExitStatus.Done, ""));

        var record = await fleet.RecordAsync();
        record.Inventory.Should().Be(inventory);
        record.Hosts.First().Outcome.Should().Be(HostOutcome.Reverted);
    }

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hosts_of_the_same_names_without_this_rollouts_transaction_are_another_cluster(bool revert)
    {
        (await fleet.RunAsync()).Status.Should().Be(ExitStatus.Done);
        var before = await fleet.RecordAsync();
        fleet.Change("sf-1", $"id\t{before.Hosts.First().Transaction}", "id\tba9876543210");
        var inventory = fleet.MoveAway();

        var (status, text) = await fleet.RunAsync(x => x with { Inventory = inventory, Revert = revert });

        status.Should().Be(ExitStatus.BadInput);
        text.Should().Contain("other hosts or waves").And.Contain("a transaction of this rollout");
        (await fleet.RecordAsync()).Should().BeEquivalentTo(before);
    }

    [Fact(Timeout = Limit)]
    public async Task The_question_before_a_wave_says_what_nobody_has_proven()
    {
        var (status, text) = await fleet.RunAsync(x => x with { Install = x.Install with { Yes = false, AcceptUnverified = true } },
            open: [new("abi", CheckOutcome.NotChecked, "nobody has made it", "")]);

        status.Should().Be(ExitStatus.Refused);
        text.Should().Contain("Install on 1 hosts: sf-1? Not proven: abi (nobody has made it).");
    }
}
