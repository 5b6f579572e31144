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

    const string Connection = """
        from ansible.errors import AnsibleConnectionFailure
        from ansible.plugins.connection.local import Connection as Local

        DOCUMENTATION = "name: own\nshort_description: own\ndescription: own\noptions: {}\n"

        class Connection(Local):
            transport = "own"
            BODY
        """;

    // Verbose, hidden, and as if a person sat before it.
    const string Loud = """
        verbosity = 4
        debug = True
        no_log = True
        enable_task_debugger = True
        ask_pass = True
        ask_vault_pass = True
        [privilege_escalation]
        become_ask_pass = True
        """;

    readonly Scratch scratch = new();
    readonly string? pathBefore = Environment.GetEnvironmentVariable("PATH");

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await new Prerequisites(_ => { }).EnsureAsync(Inventory.ProgramsNeeded, Token);
        Program("shell", Shell.Replace("FOLDER", scratch.Path, StringComparison.Ordinal));
        scratch.Write("inventory/group_vars/all.yml",
            $"ansible_connection: local\nansible_shell_executable: {scratch.File("shell")}\nansible_become: false\n");
    }

    public ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable("ANSIBLE_CONFIG", null);
        Environment.SetEnvironmentVariable("PATH", pathBefore);
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

    [Theory(Timeout = Limit)]
    [InlineData("verbosity = 4")]
    [InlineData("debug = True")]
    [InlineData("no_log = True")]
    [InlineData("ask_vault_pass = True")]
    [InlineData(Loud)]
    public async Task What_a_persons_Ansible_is_told_to_print_hide_or_ask_changes_no_answer(string lines)
    {
        Configure(lines);
        var inventory = Write("hosts", "[hypervisors]\nsf-1\n");

        (await inventory.HostsAsync(Token)).Should().Equal("sf-1");
        (await Fleet(inventory).LookAsync(["sf-1"], "false", Token)).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Trouble = "the health command: exit status 1", IsReached = true });
    }

    [Fact(Timeout = Limit)]
    public async Task Ansible_itself_knows_each_of_these_settings_by_the_name_that_it_is_given()
    {
        Configure(Loud);

        var dump = await Programs.OutputOfAsync(
            new("ansible-config", "dump", "--only-changed") { Environment = AnsiblePlaybook.Environment }, "no dump", Token);

        foreach (var name in (string[])["VERBOSITY", "DEBUG", "NO_LOG", "ASK_PASS", "ASK_VAULT_PASS", "BECOME_ASK_PASS"])
            dump.Should().MatchRegex($@"(?m)^DEFAULT_{name}\(env: ANSIBLE_{name}\) = (0|False)$");
        dump.Should().Contain("ENABLE_TASK_DEBUGGER(env: ANSIBLE_ENABLE_TASK_DEBUGGER) = False");
    }

    [Theory(Timeout = Limit)]
    [InlineData("forks = 23", 23)]
    [InlineData("forks = 5", 5)]
    [InlineData("", 10)]
    public async Task As_many_hosts_at_once_are_asked_as_a_persons_Ansible_says_and_ten_where_it_says_nothing(string line, int forks)
    {
        Configure(line);
        Program("bin/ansible-playbook",
            $"#!/bin/sh\necho \"$*\" > {scratch.File("call")}\nexec {Programs.Find("ansible-playbook")} \"$@\"\n");
        Environment.SetEnvironmentVariable("PATH", $"{scratch.File("bin")}:{pathBefore}");

        await Fleet(Write("hosts", "[hypervisors]\nsf-1\n")).LookAsync(["sf-1"], null, Token);

        (await File.ReadAllTextAsync(scratch.File("call"), Token)).Should().Contain($"--forks {forks} ");
    }

    [Fact(Timeout = Limit)]
    public async Task A_byte_that_is_no_UTF_8_hides_nothing_else_that_a_host_says()
    {
        var inventory = Write("hosts", "[hypervisors]\nsf-1\n");

        var looks = await Fleet(inventory).LookAsync(["sf-1"], @"printf 'in K\366ln all is not well'; false", Token);

        looks.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Trouble = "the health command: in K\uFFFDln all is not well", IsReached = true });
        looks[0].Reading.Should().NotBeNull();
    }

    [Theory(Timeout = Limit)]
    [InlineData("has_pipelining = False",
        "the connection plugin own has no pipelining, and the script comes on standard input: set ansible_connection: ssh")]
    [InlineData("""def exec_command(self, *args, **more): raise AnsibleConnectionFailure("K\udcf6ln is away")""", "K?ln is away")]
    public async Task A_connection_that_cannot_carry_the_script_says_why(string body, string said)
    {
        scratch.Write("theirs/own.py", Connection.Replace("BODY", body, StringComparison.Ordinal));
        Configure($"connection_plugins = {scratch.File("theirs")}");
        var inventory = Write("hosts", "[hypervisors]\nsf-1 ansible_connection=own\n");

        var look = (await Fleet(inventory).LookAsync(["sf-1"], null, Token)).Should().ContainSingle().Which;

        look.Should().BeEquivalentTo(new { Reading = (HostReading?)null, IsReached = false });
        look.Trouble.Should().Contain(said);
    }

    [Fact(Timeout = Limit)]
    public async Task An_inventory_that_takes_too_long_is_named_with_its_time()
    {
        Program("inventory/slow", "#!/bin/sh\nsleep 20\n");
        var inventory = Write("hosts", "[hypervisors]\nsf-1\n");
        inventory.Limit.Should().Be(TimeSpan.FromMinutes(5), "a cloud is asked for each of its machines");

        var read = FluentActions.Awaiting(() => (inventory with { Limit = TimeSpan.FromSeconds(3) }).HostsAsync(Token));

        var error = (await read.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Be("ansible did not end within 3 s and was ended");
        error.Where.Should().Contain(inventory.Path);
        error.Hint.Should().Contain("ansible-inventory --list");
    }

    void Program(string name, string text) => File.SetUnixFileMode(scratch.Write(name, text),
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    Inventory Write(string name, string text)
    {
        scratch.Write($"inventory/{name}", text);
        return new(scratch.File("inventory"), Inventory.DefaultGroup);
    }

    void Configure(string line) =>
        Environment.SetEnvironmentVariable("ANSIBLE_CONFIG", scratch.Write("ansible.cfg", $"[defaults]\n{line}\n"));

    static AnsibleFleet Fleet(Inventory inventory) => new(SourceTree.Root(), inventory);
}
