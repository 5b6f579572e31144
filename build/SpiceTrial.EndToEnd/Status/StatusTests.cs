using FluentAssertions;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.EndToEnd.Transactions;
using SpiceTrial.Hosts;
using SpiceTrial.Terminal;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.Status;

/// <summary>What happens to real hosts, on one that each test gives back with a new disk.</summary>
public sealed class StatusTests(TrialHost trial) : IClassFixture<TrialHost>, IAsyncLifetime
{
    const int Limit = 900_000;

    const string Guest = TestDomain.Started;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    TestHost Host => trial.Host;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Host.ResetAsync(Token);

    [Fact(Timeout = Limit)]
    public async Task A_fresh_host_runs_the_stock_library_and_so_does_its_guest()
    {
        await Host.DefineAsync(Guest, Token);
        var pid = await Host.StartDomainAsync(Guest, Token);

        var status = await ReadAsync();

        status.Package.Should().BeEquivalentTo(
            new { State = LibraryState.Stock, TraceItems = 8, DpkgState = "ii", Intact = true, Held = false, Pinned = false });
        status.Package.Candidate.Should().Be(status.Package.Version);
        status.Libvirt.Should().Be(new LibvirtStatus("libvirtd.service", true));
        status.Domains.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Name = Guest,
            Pid = pid,
            Library = new LibraryStatus(LibraryState.Stock, status.Package.BuildId, 8, Deleted: false),
            MustRestart = false,
        });
        status.Domains[0].Started.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(2));
        status.Warnings.Should().BeEmpty();
    }

    [Fact(Timeout = Limit)]
    public async Task After_an_upgrade_the_running_guest_keeps_the_deleted_stock_library_until_it_is_destroyed_and_started()
    {
        await Host.DefineAsync("a", Token);
        await Host.DefineAsync("b", Token);
        await Host.StartDomainAsync("a", Token);
        var patched = await InstallPatchedAsync();
        await Host.StartDomainAsync("b", Token);

        var status = await ReadAsync(patched);

        status.Package.Should().BeEquivalentTo(
            new { Version = TrialPackage.Version, State = LibraryState.Patched, BuildId = patched, TraceItems = 128 });
        status.Domains.Single(x => x.Name == "a")
            .Should().BeEquivalentTo(
                new { MustRestart = true, Library = new { State = LibraryState.Stock, TraceItems = 8, Deleted = true } });
        status.Domains.Single(x => x.Name == "b")
            .Should().BeEquivalentTo(
                new { MustRestart = false, Library = new LibraryStatus(LibraryState.Patched, patched, 128, Deleted: false) });
        status.Warnings.Should().Contain(x => x.StartsWith("1 of 2 guests")).And.Contain(x => x.Contains("not held"));

        // What operators try first does not do it.
        await Host.ShellAsync("systemctl restart libvirtd; virsh reset a", Token);
        (await ReadAsync(patched)).Domains.Single(x => x.Name == "a").MustRestart.Should().BeTrue();

        await Host.DestroyDomainAsync("a", Token);
        await Host.StartDomainAsync("a", Token);
        (await ReadAsync(patched)).Domains.Should().OnlyContain(x => x.MustRestart == false && x.Library!.BuildId == patched);
    }

    [Fact(Timeout = Limit)]
    public async Task A_build_that_nobody_here_knows_is_unknown_although_its_version_is_ours()
    {
        await InstallPatchedAsync();

        var status = await ReadAsync();

        status.Package.Should().BeEquivalentTo(
            new { Version = TrialPackage.Version, State = LibraryState.Unknown, TraceItems = (int?)null });
        status.Warnings.Should().Contain(x => x.Contains("no transaction there know the build-id"));
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task Names_of_guests_arrive_as_they_are_and_run_nothing()
    {
        string[] names = ["a b", "it's \"quoted\" \\ $(touch pwned) `touch pwned`", "a,b=c,,d", "--name", "ä🙂"];
        foreach (var name in names)
        {
            await Host.DefineAsync(name, Token);
            await Host.StartDomainAsync(name, Token);
        }

        // libvirt takes no line break, qemu itself does.
        string[] raw = ["qemu-system-x86_64", "-name", "guest=line 1\nprocess\t1\t1\tx\tx\nend\t1", "-display", "none", "-nodefaults",
            "-machine", "none", "-daemonize"];
        (await Host.RunAsync(raw, Token)).ExitCode.Should().Be(0);

        var status = await ReadAsync();

        status.Domains.Select(x => x.Name).Should().BeEquivalentTo([.. names, "line 1\nprocess\t1\t1\tx\tx\nend\t1"]);
        status.Domains.Should().OnlyContain(x => x.Started != null && x.MustRestart == false);
        status.Domains.Single(x => x.Name!.StartsWith("line", StringComparison.Ordinal)).Library.Should().BeNull("it has no display");
        HostStatusTable.Rows(status).Should().OnlyContain(x => !x.Name.Contains('\n') && !x.Value.Contains('\n'));
        (await Host.ShellAsync("find / -xdev -name pwned", Token)).Should().BeEmpty();
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_user_of_the_host_calls_qemu_is_not_believed_to_be_a_guest()
    {
        await Host.DefineAsync("real", Token);
        await Host.StartDomainAsync("real", Token);
        await Host.ShellAsync("""
            install -m 755 /bin/sleep /usr/local/bin/qemu-system-x86_64
            setsid --fork runuser -u operator -- /usr/local/bin/qemu-system-x86_64 600 < /dev/null > /dev/null 2>&1
            setsid --fork /usr/local/bin/qemu-system-x86_64 600 < /dev/null > /dev/null 2>&1
            # They are what they are only when they have become it.
            timeout 30 sh -c 'until [ "$(pgrep -cf "^/usr/local/bin/qemu-system-x86_64 600")" = 2 ]; do sleep 0.1; done'
            """, Token);

        var user = (await Host.ShellAsync("id -u operator", Token)).Trim();
        var status = await ReadAsync();

        status.Domains.Select(x => x.Name).Should().Equal("real");
        status.OtherProcesses.Select(x => x.NotBelieved).Should().BeEquivalentTo(
            $"it runs as user {user}, which is neither root nor libvirt's", "no package of the host has brought its program");
        status.Warnings.Should().Contain(x => x.Contains("not believed to be a guest"));
    }

    [Theory(Timeout = Limit)]
    [InlineData("operator")]
    [InlineData("+$(id -u operator)")]
    public async Task A_guest_of_the_user_that_qemus_configuration_names_is_a_guest(string user)
    {
        await Host.ShellAsync($"""
            echo "user = \"{user}\"" >> /etc/libvirt/qemu.conf
            setsid --fork runuser -u operator -- qemu-system-x86_64 -name guest=theirs -display none -nodefaults -machine none \
                < /dev/null > /dev/null 2>&1
            timeout 30 sh -c 'until pgrep -f guest=theirs; do sleep 0.1; done'
            """, Token);

        (await ReadAsync()).Domains.Select(x => x.Name).Should().Equal("theirs");
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_host_without_libvirt_and_qemu_has_a_status_that_says_so()
    {
        await Host.ShellAsync(
            "systemctl stop libvirtd.socket libvirtd-ro.socket libvirtd-admin.socket libvirtd; dpkg --purge --force-all "
                + "libvirt-daemon-system libvirt-daemon libvirt-clients libvirt-daemon-system-systemd qemu-system-x86 qemu-system-common "
                + ">/dev/null 2>&1; true", Token);

        var status = await ReadAsync();

        status.Libvirt.Should().Be(new LibvirtStatus(null, false));
        status.Domains.Should().BeEmpty();
        status.Package.State.Should().Be(LibraryState.Stock);
        status.Warnings.Should().Contain("libvirt is not installed");
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_package_that_is_half_installed_or_gone_is_shown_as_such()
    {
        var broken = await trial.PackageAsync("broken", ("postinst", "exit 1"));
        await DpkgAsync(broken.Artifacts.LibraryFile);

        var half = await ReadAsync();
        half.Package.DpkgState.Should().Be("iF");
        half.Warnings.Should().Contain(x => x.Contains("not whole: dpkg says 'iF'"));

        await Host.ShellAsync("dpkg --purge --force-all libspice-server1", Token);
        var gone = await ReadAsync();
        gone.Package.Should().BeEquivalentTo(new { Version = (string?)null, State = LibraryState.Unknown, BuildId = (string?)null });
        gone.Warnings.Should().Contain("libspice-server1 is not installed");
    }

    [Fact(Timeout = Limit)]
    public async Task Hold_pin_security_update_and_a_changed_file_are_seen()
    {
        await Host.ShellAsync(
            """
            apt-mark hold libspice-server1
            printf 'Package: libspice-server1\nPin: version 0.15.1-1\nPin-Priority: 1001\n' > /etc/apt/preferences.d/spice-trial
            mkdir -p /srv/debian-security
            cd /srv/debian-security
            sed 's/^Version: .*/Version: 0.15.1-1+deb12u9/' /srv/debian/Packages > Packages
            printf '%s\n' 'Origin: Debian' 'Label: Debian-Security' 'Suite: oldstable-security' \
                'Codename: bookworm-security' "Date: $(date -u -R)" \
                'SHA256:' " $(sha256sum Packages | cut -d ' ' -f 1) $(stat -c %s Packages) Packages" > Release
            echo 'deb [trusted=yes] file:/srv/debian-security ./' >> /etc/apt/sources.list
            apt-get -q update
            printf x >> /usr/lib/x86_64-linux-gnu/libspice-server.so.1.14.2
            """, Token);

        var status = await ReadAsync();

        status.Package.Should().BeEquivalentTo(
            new { DpkgState = "hi", Held = true, Pinned = true, Intact = false, SecurityCandidate = "0.15.1-1+deb12u9" });
        status.Warnings.Should().Contain(x => x.Contains("security update: 0.15.1-1+deb12u9"))
            .And.Contain(x => x.Contains("not the file that dpkg installed"));
    }

    /// <param name="patched">Build-id of the build of ours that artifacts here know, or <c>null</c>.</param>
    async Task<HostStatus> ReadAsync(string? patched = null)
    {
        await using var connection = await Host.ConnectAsync();
        return await StatusJudge.ReadAsync(
            connection, KnownBuilds.OfDebian.With(patched is null ? [] : [(patched, KnownBuild.Ours(128))]), DateTimeOffset.UtcNow, Token);
    }

    /// <returns>Its build-id.</returns>
    async Task<string> InstallPatchedAsync()
    {
        await DpkgAsync(trial.Package.Artifacts.LibraryFile);
        return trial.Package.Artifacts.Library.BuildId!;
    }

    // As an administrator would, and whatever comes of it.
    async Task DpkgAsync(string package)
    {
        File.Copy(package, Host.At("/root/new.deb"), overwrite: true);
        await Host.RunAsync(["dpkg", "-i", "/root/new.deb"], Token);
    }
}
