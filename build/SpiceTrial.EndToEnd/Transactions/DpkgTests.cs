using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Another dpkg is at work, or libvirt.</summary>
public sealed class DpkgTests(TrialHost trial) : OnTrialHost(trial)
{
    static readonly InstallOptions Options = new() { Yes = true, LockTimeout = TimeSpan.FromSeconds(4) };

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_lock_that_is_given_back_in_time_is_waited_for()
    {
        // A real apt on the host, which holds the lock while it waits for an answer that does not come.
        await Trial.Host.ShellAsync("touch /run/answer", Token);
        var apt = Trial.Host.RunAsync(
            ["sh", "-c", "while [ -e /run/answer ]; do sleep 0.1; done | apt-get -o DPkg::Lock::Timeout=60 remove qemu-system-x86"], Token);
        await Trial.Host.ShellAsync(
            "until grep -q POSIX /proc/locks && ! dpkg --set-selections < /dev/null 2> /dev/null; do sleep 0.1; done", Token);
        var operators = new RecordedOperator
        {
            Heard = line =>
            {
                if (line.Contains("waiting for dpkg's lock", StringComparison.Ordinal))
                    File.Delete(Trial.Host.At("/run/answer"));
            },
        };

        (await Trial.InstallAsync(operators, Options with { LockTimeout = TimeSpan.FromMinutes(1) })).Status.Should().Be(ExitStatus.Done);

        operators.Rows.Single(x => x.Name == "locks")
            .Should().Match<PreflightRow>(x => x.Outcome == PreflightOutcome.Warning && x.Finding.Contains("(apt-get)"));
        await apt;
        (await Trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
    }

    [Fact(Timeout = Limit), Trait("Run", "All")]
    public async Task A_lock_whose_holder_the_host_can_not_name_and_that_stays_ends_with_the_host_as_it_was()
    {
        var before = await Trial.SnapshotAsync();
        using (Hold())
            (await Trial.InstallAsync(options: Options))
                .Should().Match<Ending>(x => x.Status == ExitStatus.Reverted && x.Text.Contains("lock"));

        (await Trial.SnapshotAsync()).Should().Be(before);
    }

    [Fact(Timeout = Limit)]
    public async Task A_dump_of_a_guest_that_a_restart_of_libvirtd_would_end_is_named_and_waited_for()
    {
        const string helper = "/usr/lib/libvirt/libvirt_iohelper";
        foreach (var name in (string[])["101", "102"])
        {
            await Trial.Host.DefineAsync(name, Token);
            await Trial.Host.StartDomainAsync(name, Token);
        }

        await Trial.Host.ShellAsync($$"""
            mv {{helper}} {{helper}}.real
            printf '#!/bin/sh\nuntil [ -e /run/go ]; do sleep 0.1; done\nexec {{helper}}.real "$@"\n' > {{helper}}; chmod 755 {{helper}}
            systemd-run --quiet --unit=dump virsh dump --domain 101 /var/tmp/dump
            until virsh domjobinfo --domain 101 | grep -q Unbounded; do sleep 0.1; done
            """, Token);

        (await Trial.InstallAsync(options: Options)).Should().Match<Ending>(x => x.Status == ExitStatus.Refused
            && x.Text.Contains("running domains: libvirt migrates, saves or dumps 101"));

        await Trial.Host.ShellAsync(
            $"touch /run/go; while systemctl -q is-active dump; do sleep 0.1; done; mv {helper}.real {helper}", Token);
        (await Trial.InstallAsync(options: Options)).Status.Should().Be(ExitStatus.Done);
        (await Trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
        await Trial.Host.ResetAsync(Token);
    }

    // As another dpkg does: an fcntl lock on the same file. Taken from outside, so the host itself can't name its holder.
    FileStream Hold()
    {
        var file = new FileStream(
            Trial.Host.At("/var/lib/dpkg/lock-frontend"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Lock(0, 0);
        return file;
    }
}
