using FluentAssertions;
using SpiceTrial.Hypervisors.Transactions;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>dpkg itself fails: locked by another, killed in a maintainer script.</summary>
public sealed class DpkgTests(TrialHost trial) : IClassFixture<TrialHost>
{
    const int Limit = 600_000;

    static readonly InstallOptions Options = new() { Yes = true, LockTimeout = TimeSpan.FromSeconds(4) };

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Limit)]
    [InlineData("preinst", "iHR")]
    [InlineData("postinst", "iF")]
    public async Task A_dpkg_that_is_killed_leaves_a_half_installed_package_which_is_taken_back(string script, string halfDone)
    {
        var before = await trial.SnapshotAsync();
        // Who asks dpkg now is told what a later one would find.
        var package = await trial.PackageAsync(script, (script, "dpkg-query -W -f '${db:Status-Abbrev}' libspice-server1 > /root/state; kill -9 $PPID"));

        var ending = await trial.InstallAsync(options: Options, artifacts: package);

        ending.Status.Should().Be(ExitStatus.Reverted);
        ending.Text.Should().Contain($"state '{halfDone}'").And.Contain("the host is as it was");
        await trial.Host.ShellAsync("rm /root/state", Token);
        (await trial.SnapshotAsync()).Should().Be(before);
    }

    [Fact(Timeout = Limit)]
    public async Task A_lock_that_is_given_back_in_time_is_waited_for()
    {
        // A real apt on the host, which holds the lock while it waits for an answer that does not come.
        await trial.Host.ShellAsync("touch /run/answer", Token);
        var apt = trial.Host.RunAsync(["sh", "-c", "while [ -e /run/answer ]; do sleep 0.1; done | apt-get remove qemu-system-x86"], Token);
        await trial.Host.ShellAsync("until grep -q POSIX /proc/locks && ! dpkg --set-selections < /dev/null 2> /dev/null; do sleep 0.1; done", Token);
        var operators = new RecordedOperator
        {
            Heard = line =>
            {
                if (line.Contains("waiting for dpkg's lock", StringComparison.Ordinal))
                    File.Delete(trial.Host.At("/run/answer"));
            },
        };

        (await trial.InstallAsync(operators, Options with { LockTimeout = TimeSpan.FromMinutes(1) })).Status.Should().Be(ExitStatus.Done);

        operators.Rows.Single(x => x.Name == "locks").Should().Match<PreflightRow>(x => x.Outcome == PreflightOutcome.Warning && x.Finding.Contains("(apt-get)"));
        await apt;
        (await trial.RevertAsync()).Status.Should().Be(ExitStatus.Done);
    }

    [Fact(Timeout = Limit)]
    public async Task A_lock_that_stays_ends_with_the_host_as_it_was()
    {
        var before = await trial.SnapshotAsync();
        using (Hold())
            (await trial.InstallAsync(options: Options)).Should().Match<Ending>(x => x.Status == ExitStatus.Reverted && x.Text.Contains("lock"));

        (await trial.SnapshotAsync()).Should().Be(before);
    }

    [Fact(Timeout = Limit)]
    [Trait("Run", "All")]
    public async Task A_lock_that_stops_the_way_back_only_delays_it_for_the_switch_tries_again()
    {
        var before = await trial.SnapshotAsync();
        await StepHook.InstallAsync(trial.Host);
        await StepHook.AtAsync(trial.Host, "hold", "touch /run/lock-now; while [ -e /run/lock-now ]; do sleep 0.1; done; kill -9 $(sed -n 's/^PPid:.//p' /proc/$PARENT/status) $PARENT");
        var installing = trial.InstallAsync(options: Options);
        while (!File.Exists(trial.Host.At("/run/lock-now")))
            await Task.Delay(50, Token);

        using (Hold())
        {
            File.Delete(trial.Host.At("/run/lock-now"));
            await Task.Delay(TimeSpan.FromSeconds(40), Token);
            (await trial.InstalledAsync()).Should().Be($"ii {TrialPackage.Version}", "dpkg is still locked");
        }

        (await installing).Status.Should().Be(ExitStatus.Reverted);
        (await trial.SnapshotAsync()).Should().Be(before);
    }

    // As another dpkg does: an fcntl lock on the same file. Taken from outside, so the host itself can't name its holder.
    FileStream Hold()
    {
        var file = new FileStream(trial.Host.At("/var/lib/dpkg/lock-frontend"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Lock(0, 0);
        return file;
    }
}
