using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>Ansible itself, with inventories and settings as people have them; every host is a shell of this machine that is
/// played.</summary>
[Collection(OnTrialFleet.Ansible)]
public sealed class OwnAnsibleTests : IAsyncLifetime
{
    const int Limit = 120_000;

    // It runs nothing on the machine: a reading is short, and a verb that would change a host is written down.
    const string Shell = """
        #!/bin/sh
        case $2 in
          *'sh -s -- read'*) cat > /dev/null; printf 'uid\t0\nend\t1\n' ;;
          *systemd-run*) cat > /dev/null; printf '%s\n' "$2" >> FOLDER/verbs ;;
          *) exec /bin/sh "$@" ;;
        esac
        """;

    const string Plugin = """
        from ansible.plugins.inventory import BaseInventoryPlugin

        class InventoryModule(BaseInventoryPlugin):
            NAME = "own.cluster.hosts"

            def verify_file(self, path):
                return path.endswith("cluster.yml")

            def parse(self, inventory, loader, path, cache=True):
                inventory.add_group("hypervisors")
                inventory.add_host("sf-1", "hypervisors")
        """;

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await new Prerequisites(_ => { }).EnsureAsync(Inventory.ProgramsNeeded, Token);
        File.SetUnixFileMode(scratch.Write("shell", Shell.Replace("FOLDER", scratch.Path, StringComparison.Ordinal)),
            UnixFileMode.UserRead | UnixFileMode.UserExecute);
        scratch.Write("inventory/group_vars/all.yml",
            $"ansible_connection: local\nansible_shell_executable: {scratch.File("shell")}\nansible_become: false\n");
    }

    public ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("ANSIBLE_CONFIG", null);
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact(Timeout = Limit)]
    public async Task An_inventory_of_which_a_part_cannot_be_read_is_no_smaller_cluster()
    {
        var inventory = Write("dc1", "[hypervisors]\nsf-1\n");
        (await inventory.HostsAsync(Token)).Should().Equal("sf-1");
        Write("dc2.yml", "hypervisors:\n  hosts:\n    sf-2: [\n");

        (await FluentActions.Awaiting(() => inventory.HostsAsync(Token)).Should().ThrowAsync<TrialException>())
            .Which.What.Should().Contain("the inventory can't be read").And.Contain("dc2.yml");
    }

    [Fact(Timeout = Limit)]
    public async Task Where_a_group_has_taken_the_name_of_a_host_none_of_its_hosts_gets_what_that_one_is_told()
    {
        var inventory = Write("hosts", "[hypervisors]\nsf-2\n[sf-1]\nforeign\n");
        var ids = new Dictionary<string, string> { ["sf-1"] = "ba9876543210", ["sf-2"] = "ba9876543211" };

        (await Fleet(inventory).ConfirmAsync(ids, Token)).Keys.Should().Equal("sf-2");
        (await Fleet(inventory).RevertAsync(ids, "as the test says", TimeSpan.FromSeconds(5), Token)).Keys.Should().Equal("sf-2");

        (await File.ReadAllLinesAsync(scratch.File("verbs"), Token)).Should().HaveCount(2, "foreign was told nothing").And
            .OnlyContain(x => x.Contains("--id ba9876543211"));
    }

    [Theory(Timeout = Limit)]
    [InlineData("123456789012")]
    [InlineData("123456789e12")]
    public async Task A_transaction_keeps_its_name_of_digits_where_a_persons_Ansible_makes_numbers_of_them(string id)
    {
        Configure("jinja2_native = True");
        var inventory = Write("hosts", "[hypervisors]\nsf-1\n");

        var ended = await Fleet(inventory).ConfirmAsync(new Dictionary<string, string> { ["sf-1"] = id }, Token);

        ended["sf-1"].Status.Should().Be(ExitStatus.Done, ended["sf-1"].Reason);
        (await File.ReadAllTextAsync(scratch.File("verbs"), Token)).Should().Contain($"confirm --id {id}");
    }

    [Fact(Timeout = Limit)]
    public async Task An_inventory_by_a_plugin_of_the_clusters_own_collections_reaches_its_hosts()
    {
        scratch.Write("theirs/ansible_collections/own/cluster/plugins/inventory/hosts.py", Plugin);
        Configure($"collections_path = {scratch.File("theirs")}");
        var inventory = Write("cluster.yml", "plugin: own.cluster.hosts\n");

        var looks = await Fleet(inventory).LookAsync(await inventory.HostsAsync(Token), null, Token);

        looks.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Host = "sf-1", Trouble = (string?)null, IsReached = true });
    }

    [Fact(Timeout = Limit)]
    public async Task Where_Ansible_asks_no_host_at_all_its_own_words_are_told()
    {
        var inventory = Write("hosts", "[hypervisors]\nsf-1\n");

        (await FluentActions.Awaiting(() => Fleet(inventory).LookAsync(["sf-9"], null, Token)).Should().ThrowAsync<TrialException>())
            .Which.What.Should().Contain("ansible-playbook says nothing of any host").And.Contain("Could not match supplied host pattern");
    }

    [Fact(Timeout = Limit)]
    public async Task A_health_command_that_ends_with_the_exit_status_of_ssh_itself_has_failed()
    {
        var inventory = Write("hosts", "[hypervisors]\nsf-1\n");

        var looks = await Fleet(inventory).LookAsync(["sf-1"], "exit 255", Token);

        looks.Should().ContainSingle().Which.Trouble.Should().Be("the health command: exit status 1");
    }

    Inventory Write(string name, string text)
    {
        scratch.Write($"inventory/{name}", text);
        return new(scratch.File("inventory"), Inventory.DefaultGroup);
    }

    void Configure(string line) =>
        Environment.SetEnvironmentVariable("ANSIBLE_CONFIG", scratch.Write("ansible.cfg", $"[defaults]\n{line}\n"));

    static AnsibleFleet Fleet(Inventory inventory) => new(SourceTree.Root(), inventory);
}
