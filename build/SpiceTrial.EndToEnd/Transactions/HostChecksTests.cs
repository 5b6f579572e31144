using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>What the host itself looks at, whatever the client has seen a moment ago.</summary>
public sealed class HostChecksTests
{
    const int Limit = 600_000;

    [Theory(Timeout = Limit)]
    [InlineData("virsh", "exit 1", "libvirt does not answer")]
    [InlineData("df", "printf 'Avail\\n1\\n'", "KiB are free")]
    public async Task Under_its_lock_the_host_is_asked_again(string program, string body, string why) =>
        await RefusedAsync(host => host.Program(program, body), why);

    [Theory(Timeout = Limit)]
    [InlineData("echo half installed; exit")]
    [InlineData("exit 2")]
    public Task A_package_that_somebody_left_half_installed_stops_it(string audit) =>
        RefusedAsync(x => x.BeforeDpkg($"[ $1 != --audit ] || {{ {audit}; }}"), "dpkg --audit is not clean");

    /// <summary>As dpkg says it from Debian 11 to sid; and what it warns of when somebody's own package has no Maintainer.</summary>
    [Theory(Timeout = Limit)]
    [InlineData("was locked by another process with pid 23708")]
    [InlineData("was locked by another process")]
    [InlineData("was locked by /usr/bin/python3.13 (deleted) process with pid 17835")]
    public async Task Whoever_holds_dpkgs_lock_is_waited_for_in_the_words_of_every_dpkg(string words)
    {
        using var host = await FolderHost.StartAsync();
        host.BeforeDpkg($$"""
            case $1 in
              --audit) echo "dpkg: warning: parsing file '/var/lib/dpkg/status' near line 707 package 'inhouse':" >&2 ;;
              -i) [ -e FOLDER/told ] || { : > FOLDER/told; echo 'dpkg: error: dpkg frontend lock {{words}}' >&2; exit 2; } ;;
            esac
            """);

        var installed = await host.InstallAsync();

        installed.Should().Match<ProgramResult>(x => x.ExitCode == 0 && x.Output.Contains("waiting for dpkg's lock"), installed.Output);
    }

    [Fact(Timeout = Limit)]
    public async Task A_mirrors_password_is_not_shown()
    {
        using var host = await FolderHost.StartAsync();
        host.Program("apt-get",
            "echo \"'https://operator:s3cret@mirror.invalid/debian-security/dists/x/InRelease' m_dists_x_InRelease 0 \"");

        (await host.ReadAsync("read")).SecurityNotKnown.Should().Be(
            "apt has no list of https://mirror.invalid/debian-security/dists/x");
    }

    [Theory(Timeout = Limit)]
    [InlineData("guest 1 None; guest 2 Unbounded", "sf:2")]
    [InlineData("guest 1; guest 2 None", "sf:1 (not known)")]
    [InlineData("guest 1 None; guest 2; kill $$", "sf:2 (not known)")]
    [InlineData("exit 1", "guests (not known)")]
    public Task A_migration_that_a_restart_of_libvirtd_would_end_is_named_and_stops_it(string answer, string named) =>
        RefusedAsync(host => host.Program("virsh", $$"""
            guest() {
              printf '%s\nsf:%s\n' "${1}1111111-1111-4111-8111-111111111111" "$1"
              [ -z "$2" ] || printf 'Job type:         %s   \n\n' "$2"
            }
            case "$*" in
              *'list --uuid') echo 11111111-1111-4111-8111-111111111111; echo 21111111-1111-4111-8111-111111111111 ;;
              *'; domname 2'*'; domjobinfo 2'*) {{answer}} ;;
            esac
            """), $"libvirt migrates, saves or dumps a guest, and its restart would end that: {named} \n");

    [Fact(Timeout = Limit)]
    public Task Units_that_systemd_would_stop_with_libvirt_are_named_and_stop_it() =>
        RefusedAsync(host => host.Tie("libvirt-guests.service"),
            "systemd stops these with libvirt where it is restarted: libvirt-guests.service \n");

    [Fact(Timeout = Limit)]
    public async Task Where_guests_were_tied_to_libvirt_meanwhile_the_way_back_leaves_it_as_it_runs_and_says_so()
    {
        using var host = await FolderHost.StartAsync();
        (await host.InstallAsync()).ExitCode.Should().Be(0);
        host.Tie("libvirt-guests.service");
        var before = host.Restarted().Count();

        var reverted = await host.RunAsync("revert");

        reverted.ExitCode.Should().Be(1, reverted.Output);
        reverted.Output.Should().Contain("the stock package is back, but libvirtd.service was not restarted, because systemd would have "
            + "stopped these with it: libvirt-guests.service");
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Stock}");
        host.Restarted().Should().HaveCount(before).And.NotBeEmpty();
    }

    [Theory(Timeout = Limit)]
    [InlineData("revert")]
    [InlineData("forget")]
    [InlineData("confirm")]
    public async Task The_pin_of_an_earlier_version_goes_with_its_transaction(string verb)
    {
        using var host = await FolderHost.StartAsync();
        host.At("verify", "echo 'Package: libspice-server1' > FOLDER/pin");
        (await host.InstallAsync()).ExitCode.Should().Be(0);
        host.Has("pin").Should().BeTrue();

        (await host.RunAsync(verb)).ExitCode.Should().Be(0);

        host.Has("pin").Should().BeFalse();
    }

    [Fact(Timeout = Limit)]
    public async Task A_library_that_is_there_for_another_architecture_too_stops_it()
    {
        using var host = await FolderHost.StartAsync();
        await host.AddArchitectureAsync();

        var refused = await host.InstallAsync();

        refused.ExitCode.Should().Be(3, refused.Output);
        refused.Output.Should().Contain("installed for another architecture too: armel");
        (await host.StatusAsync()).Transaction.Should().BeNull();
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task Where_the_file_system_has_no_fallocate_the_space_for_the_way_back_is_written()
    {
        using var host = await FolderHost.StartAsync();
        host.Program("fallocate", "exit 1");
        host.At("unpack", "stat -c %s FOLDER/home/transaction/reserve > FOLDER/size");

        (await host.InstallAsync()).ExitCode.Should().Be(0);

        host.TextOf("size").Should().Be($"{16 << 20}\n");
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task That_the_switch_runs_at_the_next_boot_is_on_the_disk_before_the_package_is_touched()
    {
        using var host = await FolderHost.StartAsync();
        host.Program("sync", "echo \"$*\" >> FOLDER/synced");
        host.Program("virsh", "exit 0");

        (await host.InstallAsync()).ExitCode.Should().Be(0);

        host.TextOf("synced").Should().MatchRegex("multi-user.target.wants [^\n]*timers.target.wants\n(.*\n)*[^\n]*/before.new");
    }

    [Theory(Timeout = Limit)]
    [InlineData("libspice-server1 (= 0.15.1-1)")]
    [InlineData("libspice-server1:ARCHITECTURE (= 0.15.1-1)")]
    public async Task A_package_that_wants_exactly_the_installed_version_stops_it(string depends)
    {
        using var host = await FolderHost.StartAsync();
        await host.DependAsync(depends);

        await RefusedAsync(host, await host.InstallAsync(), "these packages depend on exactly this version: dependent");
    }

    [Fact(Timeout = Limit)]
    public async Task A_package_that_is_not_the_one_that_was_sent_never_reaches_dpkg()
    {
        using var host = await FolderHost.StartAsync();

        await RefusedAsync(host, await host.InstallAsync(sha256: new string('0', 64)), "is not the package that was sent");
        host.At("begin", $"echo x >> FOLDER/{FolderHost.Ours}.deb");
        await RefusedAsync(host, await host.InstallAsync(), "is not the package that was sent");
    }

    [Fact(Timeout = Limit)]
    public async Task Another_build_of_the_installed_version_is_no_way_back_and_dpkg_repack_makes_one()
    {
        using var host = await FolderHost.StartAsync();
        var kept = await host.ReplaceCachedAsync();
        host.Program("apt-get", "echo 'E: Failed to fetch x  403  Forbidden'; exit 100");
        await RefusedAsync(host, await host.InstallAsync(), "apt says: E: Failed to fetch x  403  Forbidden\n");
        host.Program("apt-get", "cp FOLDER/cache/*.deb .");

        await RefusedAsync(host, await host.InstallAsync(), "there is no package that brings back the installed 0.15.1-1");
        host.Program("dpkg-repack", $"cp {kept} libspice-server1_0.15.1-1_repacked.deb");
        (await host.InstallAsync()).ExitCode.Should().Be(0);
        (await host.RunAsync("revert")).ExitCode.Should().Be(0);
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Stock}");
    }

    [Theory(Timeout = Limit)]
    [InlineData("echo x >> FOLDER/usr/doc/changelog", "an installed file is not the package's")]
    [InlineData("echo /usr/local/lib/libspice-server.so.1 > FOLDER/instead", "the loader does not take the package's library")]
    [InlineData("echo libspice-server1 install | FOLDER/bin/dpkg --set-selections", "the package is not on hold")]
    public async Task What_is_not_as_it_should_be_after_the_installation_is_taken_back(string happens, string why)
    {
        using var host = await FolderHost.StartAsync();
        host.At("verify", happens);

        TakenBack(await host.InstallAsync(), why);

        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Stock}");
    }

    [Fact(Timeout = Limit)]
    public async Task A_library_that_is_not_the_proven_one_is_taken_back()
    {
        using var host = await FolderHost.StartAsync();

        TakenBack(await host.InstallAsync(buildId: new string('0', 40)), "the installed library has build-id");

        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Stock}");
    }

    [Fact(Timeout = Limit)]
    public async Task The_time_to_confirm_begins_when_the_package_is_in()
    {
        using var host = await FolderHost.StartAsync();
        host.At("hold", "sleep 3");

        (await host.InstallAsync(within: "600")).ExitCode.Should().Be(0);

        (await host.StatusAsync()).Transaction!.SecondsLeft.Should().BeGreaterThanOrEqualTo(598);
    }

    static async Task RefusedAsync(Action<FolderHost> happens, string why)
    {
        using var host = await FolderHost.StartAsync();
        happens(host);

        await RefusedAsync(host, await host.InstallAsync(), why);
    }

    static async Task RefusedAsync(FolderHost host, ProgramResult result, string why)
    {
        result.ExitCode.Should().Be(3, result.Output);
        result.Output.Should().Contain(why);
        (await host.InstalledAsync()).Should().Be($"ii {FolderHost.Stock}");
        (await host.StatusAsync()).Transaction.Should().BeNull();
    }

    static void TakenBack(ProgramResult result, string why)
    {
        result.ExitCode.Should().Be(4, result.Output);
        result.Output.Should().Contain(why);
    }
}
