using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>Why the gate is ours: what Ansible itself does when the canary can't be reached. Red when Ansible has been repaired.</summary>
[Trait("Run", "All")]
public sealed class PlainAnsibleTests(TrialFleet fleet) : OnTrialFleet(fleet)
{
    const string Play = """
        - hosts: hypervisors
          gather_facts: false
          serial: [1, 2, 100%]
          max_fail_percentage: 0
          any_errors_fatal: true
          tasks:
            - ansible.builtin.raw: touch /run/rolled-out
        """;

    [Fact(Timeout = Limit)]
    public async Task A_plain_play_with_every_brake_goes_on_to_all_other_hosts_past_a_canary_that_is_gone()
    {
        await Fleet.Hosts[0].PullCableAsync(Token);
        var play = Path.Combine(Path.GetDirectoryName(Fleet.Inventory)!, "plain.yaml");
        await File.WriteAllTextAsync(play, Play, Token);

        var run = await Programs.RunAsync(
            new("ansible-playbook", "--inventory", Fleet.Inventory, play) { Timeout = TimeSpan.FromMinutes(3) }, Token);

        run.Output.Should().Contain("sf-1").And.Contain("unreachable=1");
        foreach (var host in Fleet.Hosts.Skip(1))
            File.Exists(host.At("/run/rolled-out")).Should().BeTrue("Ansible went on: {0}", run.Output);
    }
}
