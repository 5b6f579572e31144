using FluentAssertions;
using SpiceTrial.EndToEnd.Transactions;
using SpiceTrial.EndToEnd.Transactions.Faults;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>The canary vanishes, or the controller, or there are two: every host ends confirmed or stock and reported, and no later wave
/// is touched.</summary>
public sealed class CanaryTests(TrialFleet fleet) : OnTrialFleet(fleet)
{
    [Fact(Timeout = Limit)]
    public async Task A_canary_that_is_gone_before_the_wave_stops_it_and_nothing_of_any_host_is_changed()
    {
        await Fleet.Hosts[0].PullCableAsync(Token);

        var refused = await Fleet.RunAsync("gone", x => x with { Waves = "2,1" });

        refused.Status.Should().Be(ExitStatus.Refused, refused.Text);
        refused.Text.Should().Contain("wave 1 was not begun, nothing was changed: sf-1:");
        await ShouldEndAsync("gone", HostOutcome.Unreachable, HostOutcome.Untouched, HostOutcome.Untouched);
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task Canaries_that_vanish_while_they_install_and_after_it_take_their_wave_back_by_their_own_switches()
    {
        // For longer than anybody waits for them.
        var cut = Task.WhenAll(PulledAtAsync(0, "unpack"), PulledAtAsync(1, "installed"));

        var reverted = await Fleet.RunAsync(
            "during", x => x with { Waves = "2,1", Install = x.Install with { ConfirmWithin = TimeSpan.FromSeconds(20) } });

        await cut;
        Fleet.Hosts.Take(2).Should().OnlyContain(x => StepHook.HasHappened(x));
        reverted.Status.Should().Be(ExitStatus.Reverted, reverted.Text);
        await ShouldEndAsync("during", HostOutcome.Reverted, HostOutcome.Reverted, HostOutcome.Untouched);
        (await Fleet.RecordAsync("during")).Waves[0].Hosts.Should()
            .OnlyContain(x => x.Reason!.Contains("nobody confirmed it in time"), "that is what its journal says");
    }

    [Fact(Timeout = Limit)]
    public async Task A_second_rollout_at_the_same_time_is_refused_and_touches_nothing()
    {
        using var held = RolloutFile.Lock(Fleet.Sessions);

        var refused = await Fleet.RunAsync("second");

        refused.Should().Match<Ending>(x => x.Status == ExitStatus.Refused && x.Text.Contains("another rollout is at work"));
        (await Fleet.InstalledAsync()).Should().Be($"{Stock}, {Stock}, {Stock}");
    }

    /// <summary>The cable falls out when the step has been noted, and is plugged again 50 s later.</summary>
    async Task PulledAtAsync(int number, string step)
    {
        var host = Fleet.Hosts[number];
        await StepHook.AtAsync(host, step, "sleep 2");
        while (!StepHook.HasHappened(host))
            await Task.Delay(100, Token);
        await host.PullCableAsync(Token);
        await Task.Delay(TimeSpan.FromSeconds(50), Token);
        await host.PlugCableAsync(Token);
    }

    /// <summary>In their journals' and the record's own words.</summary>
    async Task ShouldEndAsync(string name, params HostOutcome[] outcomes)
    {
        (await Fleet.InstalledAsync()).Should().Be($"{Stock}, {Stock}, {Stock}");
        var hosts = (await Fleet.RecordAsync(name)).Waves.SelectMany(x => x.Hosts).ToList();
        hosts.Select(x => x.Outcome).Should().Equal(outcomes, string.Join("; ", hosts.Select(x => $"{x.Name}: {x.Reason}")));
        foreach (var host in Fleet.Hosts)
            (await host.ShellAsync("ls -d /var/lib/spice-trial /etc/systemd/system/spice-trial* 2> /dev/null || true", Token))
                .Should().BeEmpty();
    }
}
