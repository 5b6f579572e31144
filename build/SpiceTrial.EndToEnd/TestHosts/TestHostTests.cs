using FluentAssertions;
using SpiceTrial.EndToEnd.Ssh;
using SpiceTrial.EndToEnd.Transactions;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.TestHosts;

/// <summary>One host for the tests that leave it running and reachable.</summary>
public sealed class TestHostTests(TrialHost trial) : IClassFixture<TrialHost>
{
    // The first one of a day makes the image.
    const int Limit = 600_000;

    TestHost Shared => trial.Host;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task A_host_is_a_whole_Debian_with_the_stock_library_that_a_user_reaches_over_ssh()
    {
        await using var connection = await Shared.ConnectAsync();

        var seen = await connection.RunAsync(
            ["sh", "-c",
                "hostname; id -un; sudo -n id -u; virsh list >/dev/null; systemctl is-system-running; "
                    + "systemctl is-active libvirtd; apt-cache policy "
                    + "libspice-server1"], TimeSpan.FromMinutes(1), Token);

        seen.Output.Should().StartWith("sf-2\noperator\n0\nrunning\nactive\n")
            .And.MatchRegex("Installed: ([0-9][^\n]*)\n  Candidate: \\1\n").And.Contain("file:/srv/debian");
    }

    [Fact(Timeout = Limit)]
    public async Task A_guest_with_a_QXL_display_maps_the_library_and_writes_its_debug_messages()
    {
        await Shared.DefineAsync(TestDomain.Started, Token);

        var pid = await Shared.StartDomainAsync(TestDomain.Started, Token);

        (await Shared.ShellAsync($"cat /proc/{pid}/maps", Token)).Should().Contain("/usr/lib/x86_64-linux-gnu/libspice-server.so.1");
        (await Shared.RunAsync(["timeout", "30", "sh", "-c", "until grep 'info: Spice:' \"$0\"; do sleep 0.2; done",
            $"/var/log/libvirt/qemu/{TestDomain.Started}.log"], Token)).ExitCode.Should().Be(0);
    }

    [Fact(Timeout = Limit)]
    public async Task What_happened_on_the_disk_stays_over_a_reboot_and_is_forgotten_by_a_reset()
    {
        await Shared.ShellAsync("echo kept > /etc/mark; rm /usr/bin/virsh", Token);

        await Shared.RebootAsync(Token);

        (await Shared.ShellAsync("cat /etc/mark; ls /usr/bin/virsh 2>&1 || true", Token)).Should().StartWith("kept\n")
            .And.Contain("No such file");
        await using (var again = await Shared.ConnectAsync())
            (await again.RunAsync(["true"], TimeSpan.FromSeconds(30), Token)).ExitStatus.Should().Be(0);

        await Shared.ResetAsync(Token);

        (await Shared.ShellAsync("ls /etc/mark /usr/bin/virsh 2>&1 || true", Token)).Should().Contain("/etc/mark': No such file")
            .And.EndWith("/usr/bin/virsh\n");
        await using var afterReset = await Shared.ConnectAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task Several_hosts_of_one_name_run_at_once_and_know_nothing_of_each_other()
    {
        await using var other = await Hypervisor.StartAsync();
        await other.ShellAsync("touch /only-here; systemctl stop libvirtd.socket libvirtd-ro.socket libvirtd-admin.socket libvirtd", Token);

        (await Shared.ShellAsync("ls / ; systemctl is-active libvirtd", Token)).Should().EndWith("active\n").And.NotContain("only-here");
        Shared.Address.Should().NotBe(other.Address);
    }

    [Fact(Timeout = Limit)]
    public async Task A_pulled_cable_loses_packets_and_a_plugged_one_brings_the_host_back()
    {
        await using var connection = await Shared.ConnectAsync();
        await Shared.PullCableAsync(Token);

        await ((Func<Task>)(() => connection.RunAsync(["true"], TimeSpan.FromSeconds(2), Token))).Should().ThrowAsync<TrialException>();

        await Shared.PlugCableAsync(Token);
        await using var again = await Shared.ConnectAsync();
        (await again.RunAsync(["true"], TimeSpan.FromSeconds(30), Token)).ExitStatus.Should().Be(0);
    }

    [Fact(Timeout = Limit)]
    public async Task A_host_can_have_a_small_disk_no_systemd_and_a_user_who_may_nothing()
    {
        await using var host = await Hypervisor.StartAsync(
            new() { DiskMegabytes = 16, Init = TestHostInit.None, Sudo = TestHostSudo.None });
        await using var connection = await host.ConnectAsync();

        (await connection.RunAsync(["sudo", "-n", "true"], TimeSpan.FromMinutes(1), Token)).ExitStatus.Should().NotBe(0);
        (await connection.RunAsync(["systemctl", "is-system-running"], TimeSpan.FromMinutes(1), Token)).Output.Should().Be("offline\n");
        (await host.RunAsync(["dd", "if=/dev/zero", "of=/root/large", "bs=1M", "count=32"], Token)).Error
            .Should().Contain("No space left on device");
        (await host.ShellAsync("virsh list --all", Token)).Should().Contain("State");
    }

    [Fact(Timeout = Limit)]
    public async Task Its_password_is_for_sudo_and_lets_nobody_in()
    {
        await using var host = await Hypervisor.StartAsync(new() { Sudo = TestHostSudo.WithPassword });

        var trying = await Programs.RunAsync(
            new("ssh", "-F", host.SshConfig, "-o", "PubkeyAuthentication=no", "-o", "NumberOfPasswordPrompts=0", host.Name, "true"), Token);

        trying.ExitCode.Should().NotBe(0);
        trying.Error.Should().Contain("(publickey)");
        (await host.ShellAsync("sshd -T", Token)).Should().Contain("passwordauthentication no")
            .And.Contain("kbdinteractiveauthentication no");
    }

    [Fact(Timeout = Limit)]
    public async Task Nothing_of_a_host_is_left()
    {
        var host = await Hypervisor.StartAsync();
        var (folder, cable, groups) = (host.Folder.Path, host.Interface, await File.ReadAllLinesAsync(host.Folder.Groups, Token));
        var index = await IndexAsync(cable);
        index.Should().NotBeEmpty();
        groups.Should().AllSatisfy(x => Directory.Exists(x).Should().BeTrue());

        await host.DisposeAsync();

        Directory.Exists(folder).Should().BeFalse();
        groups.Should().AllSatisfy(x => Directory.Exists(x).Should().BeFalse());
        // The kernel takes it away when nobody looks, and a test beside this one may take its name.
        for (var tries = 0; await IndexAsync(cable) == index && tries < 150; tries++)
            await Task.Delay(100, Token);
        (await IndexAsync(cable)).Should().NotBe(index);
        (await File.ReadAllTextAsync("/proc/self/mountinfo", Token)).Should().NotContain(folder);
    }

    static async Task<string> IndexAsync(string cable) =>
        (await Programs.RunAsync(new("ip", "-oneline", "link", "show", cable), Token)).Output.Split(':')[0];
}
