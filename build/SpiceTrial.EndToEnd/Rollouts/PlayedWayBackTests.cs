using FluentAssertions;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>Rollouts that are taken back, on hosts that are played: what each of them ends as, and what is said of it.</summary>
[Collection(OnTrialFleet.Ansible)]
public sealed class PlayedWayBackTests : IDisposable
{
    const int Limit = 600_000;

    readonly FakeFleet fleet = new();

    public void Dispose() => fleet.Dispose();

    [Fact(Timeout = Limit)]
    public async Task A_host_whose_libvirt_is_dead_after_the_way_back_is_named_until_it_answers()
    {
        await fleet.RunAsync();
        fleet.Wish("dead");

        var (status, text) = await fleet.RunAsync(x => x with { Revert = true });

        status.Should().Be(ExitStatus.Failed);
        text.Should().Contain("not fully taken back: sf-1: it has 0.15.1-1, and no journal says more; libvirt does not answer");
        fleet.Change("sf-1", "libvirtAnswers\tno", "libvirtAnswers\tyes");
        (await fleet.RunAsync(x => x with { Revert = true })).Should().Be((ExitStatus.Done, ""));
    }

    [Fact(Timeout = Limit)]
    public async Task A_confirmed_host_whose_transaction_somebody_has_ended_by_hand_is_not_called_one_where_nothing_had_begun()
    {
        await fleet.RunAsync();
        fleet.Change("sf-1", "transaction\tconfirmed", "transaction\tnone");
        fleet.Change("sf-1", $"buildId\t{FakeFleet.Build}", $"buildId\t{new string('1', 40)}");

        (await fleet.RunAsync(x => x with { Revert = true })).Should().Be((ExitStatus.Done, ""));

        (await fleet.RecordAsync()).Hosts.First().Should().BeEquivalentTo(
            new { Outcome = HostOutcome.Reverted, Reason = "it has 0.15.1-1, and no journal says more" });
    }

    [Fact(Timeout = Limit)]
    public async Task A_host_where_somebody_is_at_work_is_waited_for_and_never_judged_in_between()
    {
        await fleet.RunAsync(x => x with { Install = x.Install with { ConfirmWithin = TimeSpan.FromSeconds(1) } });
        fleet.Change("sf-1", "transaction\tconfirmed", "transaction\tnone\nrunning\trevert since 12");

        var (status, text) = await fleet.RunAsync(x => x with { Revert = true });

        status.Should().Be(ExitStatus.Failed);
        text.Should().Contain("sf-1: at work: revert since 12; its end is not known");
        fleet.Change("sf-1", "running\trevert since 12\n", "");
        fleet.Change("sf-1", $"buildId\t{FakeFleet.Build}", $"buildId\t{new string('1', 40)}");
        (await fleet.RunAsync(x => x with { Revert = true })).Should().Be((ExitStatus.Done, ""));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_way_back_waits_for_a_host_as_long_as_that_was_told_at_its_wave()
    {
        await fleet.RunAsync(x => x with { Install = x.Install with { ConfirmWithin = TimeSpan.FromSeconds(1) } });
        fleet.Wish("down");

        var (status, _) = await fleet.RunAsync(
            x => x with { Revert = true, Install = x.Install with { ConfirmWithin = TimeSpan.FromHours(1) } });

        status.Should().Be(ExitStatus.Failed);
    }

    [Fact(Timeout = Limit)]
    public async Task A_revert_that_does_not_say_that_it_has_ended_is_made_again()
    {
        await fleet.RunAsync();
        fleet.Wish("mute");

        (await fleet.RunAsync(x => x with { Revert = true })).Should().Be((ExitStatus.Done, ""));

        fleet.Of("sf-1").Should().Contain("transaction\tnone");
    }

    [Fact(Timeout = Limit)]
    public async Task A_canary_over_which_somebody_has_put_the_stock_package_is_taken_back_with_its_rollout()
    {
        await fleet.RunAsync();
        fleet.Change("sf-1", $"buildId\t{FakeFleet.Build}", $"buildId\t{new string('1', 40)}");
        (await fleet.RunAsync()).Status.Should().Be(ExitStatus.Refused);
        (await fleet.RecordAsync()).Hosts.First().Outcome.Should().Be(HostOutcome.Refused);

        (await fleet.RunAsync(x => x with { Revert = true })).Should().Be((ExitStatus.Done, ""));

        (await fleet.RecordAsync()).Hosts.First().Outcome.Should().Be(HostOutcome.Reverted);
        fleet.Of("sf-1").Should().Contain("transaction\tnone");
    }

    [Fact(Timeout = Limit)]
    public async Task A_host_into_whose_transaction_somebody_came_is_named_until_somebody_ends_that()
    {
        fleet.Wish("foreign");
        (await fleet.RunAsync()).Status.Should().Be(ExitStatus.Reverted);
        fleet.Change("sf-1", $"buildId\t{FakeFleet.Build}", $"buildId\t{new string('1', 40)}");
        (await fleet.RunAsync()).Status.Should().Be(ExitStatus.Refused, "the wave is tried again as the hint says");

        var (status, text) = await fleet.RunAsync(x => x with { Revert = true });

        status.Should().Be(ExitStatus.Failed);
        text.Should().Contain("not fully taken back: sf-1: somebody else has changed the library meanwhile")
            .And.Contain("./build.sh Status --inventory").And.NotContain("run it again");
        fleet.Change("sf-1", "transaction\tforeign", "transaction\tnone");
        (await fleet.RunAsync(x => x with { Revert = true })).Should().Be((ExitStatus.Done, ""));
    }

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_that_has_our_build_and_no_transaction_is_named_also_after_its_wave_was_tried_again(bool down)
    {
        await fleet.RunAsync();
        fleet.Change("sf-1", "transaction\tconfirmed", "transaction\tnone");
        fleet.Change("sf-1", "\t0.15.1-1\tspice", "\t0.15.1-1+0ntrace128\tspice");
        (await fleet.RunAsync(x => x with { Revert = true })).Status.Should().Be(ExitStatus.Failed);
        if (down)
            fleet.Wish("down");
        (await fleet.RunAsync()).Status.Should().Be(ExitStatus.Refused);
        fleet.Unwish("down");

        var (status, text) = await fleet.RunAsync(x => x with { Revert = true });

        status.Should().Be(ExitStatus.Failed);
        text.Should().Contain("not fully taken back: sf-1: it has the build, and no transaction");
    }

    [Fact(Timeout = Limit)]
    public async Task The_way_back_of_a_rollout_takes_back_no_transaction_that_somebody_begins_meanwhile()
    {
        await fleet.RunAsync();
        fleet.Wish("another");

        var (status, text) = await fleet.RunAsync(x => x with { Revert = true });

        status.Should().Be(ExitStatus.Failed);
        text.Should().Contain("sf-1: another transaction is open");
        fleet.Of("sf-1").Should().Contain("transaction\tconfirmed").And.Contain($"buildId\t{FakeFleet.Build}");
    }

    [Fact(Timeout = Limit)]
    public async Task A_host_that_died_before_it_recorded_its_transaction_is_taken_back_with_its_wave()
    {
        fleet.Wish("dies");

        var (status, text) = await fleet.RunAsync();

        status.Should().Be(ExitStatus.Reverted, text);
        (await fleet.RecordAsync()).Hosts.First().Outcome.Should().Be(HostOutcome.Reverted);
        fleet.Of("sf-1").Should().Contain("transaction\tnone");
    }

    [Fact(Timeout = Limit)]
    public async Task The_way_back_names_the_confirmed_hosts_that_it_takes_back_and_those_that_it_leaves_to_another_rollout()
    {
        await fleet.RunAsync(x => x with { Name = "006" });
        (await fleet.RunAsync(x => x with { Waves = "100%" })).Should().Be((ExitStatus.Done, ""));

        (await fleet.RunAsync(x => x with { Waves = null, Revert = true })).Should().Be((ExitStatus.Done, ""));

        fleet.Said.Should().Contain("confirmed, so that no switch takes them back if this is broken off: sf-2")
            .And.Contain(x => x.StartsWith("confirmed before this rollout, and left as they are: sf-1."));
        fleet.Of("sf-1").Should().Contain("transaction\tconfirmed");
        fleet.Of("sf-2").Should().Contain("transaction\tnone");
        (await fleet.RunAsync(x => x with { Waves = null, Revert = true })).Should().Be((ExitStatus.Done, ""));
        fleet.Said.Should().HaveCount(2, "sf-2 is back").And.Contain("nothing to take back")
            .And.Contain(x => x.Contains("left as they are: sf-1."));
    }
}
