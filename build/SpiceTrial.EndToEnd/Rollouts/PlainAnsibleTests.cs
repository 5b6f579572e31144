using System.Text.Json;
using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>Ansible without <c>./build.sh Rollout</c>: the collection by hand, and why the gate is ours.</summary>
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
    public async Task The_collection_looks_installs_confirms_and_reverts_by_hand()
    {
        var artifacts = Fleet.Package.Artifacts;
        // The test's package is of no chain.
        await File.WriteAllTextAsync(Path.Combine(artifacts.Folder, Manifest.FileName), JsonSerializer.Serialize(
            new { artifacts.Manifest.Package, artifacts.Manifest.Files }, RecordJson.Options), Token);
        var host = new HostTransaction(_ => Fleet.Hosts[0].ConnectAsync());

        await ByHandAsync("look");
        (await Fleet.InstalledAsync()).Should().Be($"{Stock}, {Stock}, {Stock}");
        await ByHandAsync("install", "--extra-vars", $"library_artifacts={artifacts.Folder}");
        (await Fleet.InstalledAsync()).Should().Be($"{Patched}, {Stock}, {Stock}");
        (await host.StatusAsync(Token)).Transaction!.State.Should().Be(TransactionState.Installed);
        await ByHandAsync("confirm");
        (await host.StatusAsync(Token)).Transaction!.State.Should().Be(TransactionState.Confirmed);
        await ByHandAsync("revert");
        (await Fleet.InstalledAsync()).Should().Be($"{Stock}, {Stock}, {Stock}");
    }

    async Task ByHandAsync(string playbook, params string[] more) => (await Programs.RunAsync(
        new("ansible-playbook",
            ["--inventory", Fleet.Inventory, $"spice_trial.fleet.{playbook}", "--extra-vars", "library_hosts=sf-1", .. more])
        {
            Environment = new Dictionary<string, string?>
            {
                ["ANSIBLE_COLLECTIONS_PATH"] = Path.Combine(Chain.SourceTree.Root(), "build", "ansible"),
            },
            Timeout = TimeSpan.FromMinutes(5),
        }, Token)).OrThrow($"{playbook} by hand failed");

    /// <summary>Red when Ansible has been repaired.</summary>
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
