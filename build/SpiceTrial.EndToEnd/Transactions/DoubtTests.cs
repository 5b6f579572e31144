using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Hosts that can't say what they are asked, or whose guests would not run what dpkg has: never called fine.</summary>
public sealed class DoubtTests(TrialHost trial) : OnTrialHost(trial)
{
    const string Folder = "/usr/lib/x86_64-linux-gnu";
    const string Library = $"{Folder}/libspice-server.so.1.14.2";

    [Theory(Timeout = Limit)]
    [InlineData("echo 'nonsense here' > /etc/apt/sources.list.d/pve.list", "rm /etc/apt/sources.list.d/pve.list", "can't read its sources",
        Traits = ["Run", "All"])]
    [InlineData("printf 'Types: deb\nURIs: http://x/\nSuites: a\n' > /etc/apt/sources.list.d/pve.sources",
        "rm /etc/apt/sources.list.d/pve.sources", "can't read its sources", Traits = ["Run", "All"])]
    [InlineData("echo 'deb http://security.debian.org/debian-security bookworm-security main' > /etc/apt/sources.list.d/x.list",
        "rm /etc/apt/sources.list.d/x.list", "apt has no list of http://security.debian.org")]
    [InlineData("mv /var/lib/apt/lists /var/lib/apt/gone; mkdir -p /var/lib/apt/lists/partial",
        "rm -r /var/lib/apt/lists; mv /var/lib/apt/gone /var/lib/apt/lists", "no package lists", Traits = ["Run", "All"])]
    public async Task Where_apt_does_not_know_of_security_updates_nobody_says_that_there_is_none(string broken, string repaired, string why)
    {
        await Trial.Host.ShellAsync(broken, Token);
        try
        {
            (await Trial.InstallAsync()).Should().Match<Ending>(x => x.Status == ExitStatus.Refused
                && x.Text.Contains("security update: not known") && x.Text.Contains(why) && x.Text.Contains("--accept-vulnerable"));
            (await StatusAsync()).Warnings.Should().ContainSingle().Which.Should().Contain("not known").And.Contain(why);
        }
        finally
        {
            await Trial.Host.ShellAsync(repaired, Token);
        }

        (await StatusAsync()).Warnings.Should().BeEmpty();
    }

    [Fact(Timeout = Limit)]
    public async Task Lists_of_apt_behind_a_link_are_there_all_the_same()
    {
        await Trial.Host.ShellAsync("mv /var/lib/apt/lists /srv/lists; ln -s /srv/lists /var/lib/apt/lists", Token);
        try
        {
            (await StatusAsync()).Warnings.Should().BeEmpty();
        }
        finally
        {
            await Trial.Host.ShellAsync("rm /var/lib/apt/lists; mv /srv/lists /var/lib/apt/lists", Token);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task Guests_that_are_tied_to_libvirt_are_not_shut_down_by_its_restart()
    {
        await Trial.Host.ShellAsync(
            """
            printf '[Unit]\nPartOf=libvirtd.service\n[Service]\nExecStart=/bin/sleep 3600\n' > /run/systemd/system/tied.service
            systemctl daemon-reload
            systemctl start tied.service
            """, Token);
        try
        {
            (await Trial.InstallAsync()).Should().Match<Ending>(x => x.Status == ExitStatus.Refused
                && x.Text.Contains("libvirt's restart: systemd would stop these with it: tied.service"));
            (await Trial.Host.ShellAsync("systemctl is-active tied.service", Token)).Should().StartWith("active");
        }
        finally
        {
            await Trial.Host.ShellAsync("systemctl stop tied; rm /run/systemd/system/tied.service; systemctl daemon-reload", Token);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_list_of_security_updates_that_is_out_of_date_says_nothing()
    {
        const string lists = "/var/lib/apt/lists/security.debian.org_debian-security_dists_bookworm-security";
        await Trial.Host.ShellAsync($"""
            echo 'deb http://security.debian.org/debian-security bookworm-security main' > /etc/apt/sources.list.d/x.list
            : > {lists}_main_binary-amd64_Packages
            printf 'Codename: bookworm-security\nValid-Until: Thu, 01 Jan 2026 00:00:00 UTC\n' > {lists}_Release
            """, Token);
        try
        {
            (await Trial.InstallAsync()).Text.Should().Contain("out of date since Thu, 01 Jan 2026");

            await Trial.Host.ShellAsync($"sed -i s/2026/2096/ {lists}_Release", Token);
            (await StatusAsync()).Warnings.Should().BeEmpty();
        }
        finally
        {
            await Trial.Host.ShellAsync($"rm {lists}* /etc/apt/sources.list.d/x.list", Token);
        }
    }

    [Theory(Timeout = Limit)]
    [InlineData($"cp -P {Folder}/libspice-server.so.1* /usr/local/lib && ldconfig", "rm /usr/local/lib/libspice-server*; ldconfig",
        "/usr/local/lib/libspice-server.so.1.14.2")]
    [InlineData($"cp -P {Folder}/libspice-server.so.1* /usr/local/lib", "rm /usr/local/lib/libspice-server*",
        "/usr/local/lib/libspice-server.so.1.14.2", Traits = ["Run", "All"])]
    [InlineData($"mkdir /opt/spice && cp {Library} /opt/spice/ && echo /opt/spice > /etc/ld.so.conf.d/aa.conf && ldconfig",
        "rm -r /opt/spice /etc/ld.so.conf.d/aa.conf; ldconfig", "/opt/spice/libspice-server.so.1.14.2", Traits = ["Run", "All"])]
    [InlineData($"mkdir -p {Folder}/glibc-hwcaps/x86-64-v2 && cp {Library} {Folder}/glibc-hwcaps/x86-64-v2/ && ldconfig",
        $"rm -r {Folder}/glibc-hwcaps; ldconfig", "glibc-hwcaps/x86-64-v2/libspice-server.so.1.14.2", Traits = ["Run", "All"])]
    [InlineData($"cp {Library} /opt && echo /opt/libspice-server.so.1.14.2 > /etc/ld.so.preload", "rm /etc/ld.so.preload /opt/libspice*",
        "/opt/libspice-server.so.1.14.2")]
    [InlineData($"dpkg-divert --quiet --local --rename --add {Library} && cp {Library}.distrib {Library}",
        $"rm {Library}; dpkg-divert --quiet --rename --remove {Library}", "local diversion")]
    [InlineData($"ln -sfn /opt/own.so {Folder}/libspice-server.so.1; cp {Library} /opt/own.so",
        $"rm /opt/own.so; ln -sfn libspice-server.so.1.14.2 {Folder}/libspice-server.so.1", "/opt/own.so", Traits = ["Run", "All"])]
    public async Task A_library_that_the_loader_takes_in_the_place_of_the_packages_is_named_and_nothing_is_installed(
        string made, string undone, string what)
    {
        await Trial.Host.ShellAsync(made, Token);
        try
        {
            var before = await Trial.SnapshotAsync();
            (await Trial.InstallAsync()).Should().Match<Ending>(x => x.Status == ExitStatus.Refused
                && x.Text.Contains("loader") && x.Text.Contains(what));
            (await Trial.SnapshotAsync()).Should().Be(before);
            (await StatusAsync()).Warnings.Should().Contain(x => x.Contains("does not load the installed library") && x.Contains(what));
        }
        finally
        {
            await Trial.Host.ShellAsync(undone, Token);
        }

        (await StatusAsync()).Warnings.Should().BeEmpty();
    }

    async Task<HostStatus> StatusAsync()
    {
        await using var connection = await new SshConnector().ConnectAsync(Trial.Host.Name, Trial.Host.SshConfig, Token);
        return await StatusJudge.ReadAsync(connection, KnownBuilds.OfDebian, DateTimeOffset.UtcNow, Token);
    }
}
