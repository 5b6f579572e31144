using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Names and versions that a shell, or a reader of lines, could take for something else.</summary>
public sealed class HostileTests(TrialHost trial) : OnTrialHost(trial)
{
    const string Pwned = "find / -xdev -name pwned";

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task Hostile_names_of_domains_are_data()
    {
        foreach (var name in (string[])["sf:0b4c", "a b'c\"d", "$(touch pwned)", "`id`;reboot"])
        {
            await Trial.Host.DefineAsync(name, Token);
            await Trial.Host.StartDomainAsync(name, Token);
        }

        await Trial.Host.UndefineDomainAsync("a b'c\"d", Token);

        // libvirt takes no line break, qemu itself does.
        string[] raw = ["qemu-system-x86_64", "-name", "guest=line 1\nuser\t1 forged\nend\t1", "-display", "none", "-nodefaults",
            "-machine", "none", "-spice", "unix=on,addr=/run/raw.sock,disable-ticketing=on", "-daemonize"];
        (await Trial.Host.RunAsync(raw, Token)).ExitCode.Should().Be(0);

        var operators = new RecordedOperator();
        (await Trial.InstallAsync(operators)).Status.Should().Be(ExitStatus.Done);

        const string anew = "as root on sf-2: virsh destroy ([0-9a-f-]{36}) && virsh start ";
        operators.Text.Should().MatchRegex($@"\$\(touch pwned\), {anew}\1\n").And.MatchRegex($@"sf:0b4c, {anew}\1\n")
            .And.MatchRegex($@"`id`;reboot, {anew}\1\n").And.Contain("a b'c\"d, which is gone once it is destroyed")
            .And.Contain("line 1?user?1 forged?end?1, which is gone once it is destroyed");
        operators.Rows.Single(x => x.Name == "maps the library now").Finding.Should().Contain(" line 1").And.NotContain("forged");
        (await Trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
        (await Trial.Host.ShellAsync(Pwned, Token)).Should().BeEmpty();
        await Trial.Host.ResetAsync(Token);
    }

    [Fact(Timeout = Limit)]
    [Trait("Run", "All")]
    public async Task Hostile_versions_of_the_installed_and_of_the_new_package_are_data_and_nothing_is_installed()
    {
        var before = await Trial.SnapshotAsync();
        foreach (var version in (string[])[
            "0.15.1-1$(touch /pwned)", "0.15.1-1`touch /pwned`", "0.15.1-1'; touch /pwned; '", "0.15.1-1 \"x\"", "0.15.1-1\nPackage: x"])
        {
            var manifest = Trial.Package.Artifacts.Manifest;
            var forged = Trial.Package with {
                Artifacts = Trial.Package.Artifacts
                    with { Manifest = manifest with { Package = manifest.Package with { Version = version } } } };
            (await Trial.InstallAsync(artifacts: forged)).Status.Should().NotBe(ExitStatus.Done, version);
            (await Trial.SnapshotAsync()).Should().Be(before, version);

            await Trial.Host.ShellAsync("cp -a /var/lib/dpkg/status /var/tmp/status", Token);
            var status = await File.ReadAllTextAsync(Trial.Host.At("/var/lib/dpkg/status"), Token);
            var start = status.IndexOf(
                "\nVersion: ", status.IndexOf("\nPackage: libspice-server1\n", StringComparison.Ordinal), StringComparison.Ordinal);
            await File.WriteAllTextAsync(Trial.Host.At("/var/lib/dpkg/status"),
                $"{status[..start]}\nVersion: {version}{status[status.IndexOf('\n', start + 1)..]}", Token);
            (await Trial.InstallAsync()).Status.Should().NotBe(ExitStatus.Done, version);
            await Trial.Host.ShellAsync("mv /var/tmp/status /var/lib/dpkg/status", Token);
            (await Trial.SnapshotAsync()).Should().Be(before, version);
        }

        (await Trial.Host.ShellAsync(Pwned, Token)).Should().BeEmpty();
    }
}
