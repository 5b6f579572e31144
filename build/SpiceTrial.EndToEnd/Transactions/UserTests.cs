using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Install, Status and Revert as a user types them, with the package that the chain really built.</summary>
[Collection(OnOneChain.Name)]
[Trait("Run", "All")]
public sealed class UserTests(ChainFixture chain)
{
    const string Stock = "ii  0.15.1-1";
    const string Passphrase = "battery of staples";
    const string Patched = "hi  0.15.1-1+0ntrace128";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_user_installs_what_was_built_survives_a_killed_tool_and_reverts_and_nothing_is_left_anywhere()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a test hypervisor needs root");
        var project = await OperatorsProjectAsync("operator");
        await using var host = await Hypervisor.StartAsync();
        string[] there = ["--host", host.Name, "--ssh-config", host.SshConfig];

        var refused = await project.RunAsync(["Install", .. there, "--accept-unverified"]);
        refused.ExitCode.Should().Be(3, refused.Output);
        (await StateAsync(host)).Should().Be(Stock, "nobody is at the terminal");

        using (var run = StartedRun.Start(project, ["Install", .. there, "--yes", "--accept-unverified", "--confirm-within", "1"]))
        {
            await run.SaysAsync("step: unpack");
            await run.KillAsync();
        }

        await UntilAsync(host, "grep -q ' installed .*;$' /var/lib/spice-trial/transaction/journal");
        var status = await project.RunAsync(["Status", .. there]);
        status.ExitCode.Should().Be(0, status.Output);
        status.Output.Should().MatchRegex("unless .*build.sh Confirm .*says otherwise");

        // The host goes on alone; what it installed waits for a word. The next run gives it.
        var again = await project.RunAsync(["Install", .. there, "--yes", "--accept-unverified"]);
        again.ExitCode.Should().Be(0, again.Output);
        (await StateAsync(host)).Should().Be(Patched);
        (await host.ShellAsync("ls -d /etc/systemd/system/spice-trial* 2>/dev/null || true", Token))
            .Should().BeEmpty("it is confirmed");

        var reverted = await project.RunAsync(["Revert", .. there, "--yes"]);
        reverted.ExitCode.Should().Be(0, reverted.Output);
        (await StateAsync(host)).Should().Be(Stock);
        (await host.ShellAsync("ls -d /var/lib/spice-trial /etc/apt/preferences.d/spice-trial 2>/dev/null || true", Token))
            .Should().BeEmpty();
        NothingIsLeftHere(project);
    }

    [Fact(Timeout = 1_800_000)]
    public async Task Install_alone_builds_and_checks_what_is_missing_and_installs_it()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a test hypervisor needs root");
        var project = await chain.CopyAsync("nothing but Install", cache: chain.Project.Cache);
        await using var host = await Hypervisor.StartAsync();
        string[] there = ["--host", host.Name, "--ssh-config", host.SshConfig];

        var run = await project.RunAsync(["Install", .. there, "--yes", "--builder", "chroot"]);

        run.ExitCode.Should().Be(0, run.Output);
        (await StateAsync(host)).Should().Be(Patched);
        run.Output.Should().Contain("building it").And.Contain("checking: same package as the control")
            .And.MatchRegex("build-id\\W+[0-9a-f ]{20}");
        Directory.EnumerateDirectories(project.File("built")).Select(Path.GetFileName).Should().Contain("spice_0.15.1-1+0ntrace8_amd64");
        (await project.ManifestAsync())["verification"]!["checks"]!.AsArray()
            .Should().Contain(x => (string?)x!["name"] == "only difference" && (string?)x["outcome"] == "passed");
        (await project.RunAsync(["Revert", .. there, "--yes"])).ExitCode.Should().Be(0);
        (await StateAsync(host)).Should().Be(Stock);
    }

    [Fact(Timeout = 900_000)]
    public async Task A_typed_passphrase_and_sudo_password_are_never_shown_and_in_no_process_list_and_in_no_file_of_either_machine()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a test hypervisor needs root");
        var project = await OperatorsProjectAsync("with a password");
        await using var host = await Hypervisor.StartAsync(new() { Sudo = TestHostSudo.WithPassword });
        string[] there = ["--host", host.Name, "--ssh-config", host.SshConfig];
        await Programs.OutputOfAsync(
            new("ssh-keygen", "-q", "-p", "-P", "", "-N", Passphrase, "-f", host.Folder.OperatorKey), "the key can't be encrypted", Token);
        string[] secrets = [TestHostLogin.Password, Passphrase];
        var watch = new SecretWatch(secrets);
        await using (watch)
        {
            foreach (var arguments in (string[][])[
                ["Status", .. there], ["Install", .. there, "--yes", "--accept-unverified"], ["Revert", .. there, "--yes"]])
            {
                var (exitCode, shown) = await TerminalRun.TypeAsync(
                    project, [("Passphrase of", Passphrase), ("Password of operator", TestHostLogin.Password)], arguments);

                exitCode.Should().Be(0, shown);
                shown.Split("Password of operator for sudo on sf-2").Should().HaveCount(2, "it is asked for once");
                shown.Split("Passphrase of").Should().HaveCount(2, "it is asked for once");
                foreach (var secret in secrets)
                    shown.Should().NotContain(secret).And.NotContain(secret[..7]);
            }
        }

        watch.Rounds.Should().BeGreaterThan(20);
        watch.Seen.Should().BeEmpty();
        string[] patterns = [.. secrets.SelectMany(x => new[] { "-e", x })];
        foreach (var folder in (string[])[project.File(".nuke"), project.Home, project.Temporary])
            (await Programs.RunAsync(new("grep",
                ["--recursive", "--text", "--fixed-strings", "--devices=skip", "--files-with-matches", .. patterns, folder]), Token)).Output
                    .Should().BeEmpty();
        (await host.ShellAsync(
            $"set -- {ShellWords.Join(patterns)}; journalctl --sync; journalctl -o export | grep -aF \"$@\" || :; grep -raF -D skip "
                + "\"$@\" /var/log /var/lib/spice-trial /run /tmp /home /root /etc 2>/dev/null || :", Token))
            .Should().BeEmpty();
        NothingIsLeftHere(project);
    }

    // With a home and a folder for temporary files that nobody else writes to.
    async Task<Project> OperatorsProjectAsync(string name) =>
        await chain.CopyAsync(name, withResult: true) with { Home = chain.Make($"{name} home"), Temporary = chain.Make($"{name} tmp") };

    // Records and the launcher's own files stay, by name; no socket, no scratch, nothing half-written.
    static void NothingIsLeftHere(Project project)
    {
        project.LeftInHome.Should().BeEmpty();
        project.LeftInTemporary.Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(project.File(".nuke/temp")).Select(Path.GetFileName).Should().BeSubsetOf(
        [
            "build-stamp", "build.lock", "chain", "compile-seconds", "compile.log", "lab", "nuke-host", "restore.log", "runs",
            "status.json",
        ]);
        Directory.EnumerateFileSystemEntries(project.File(".nuke/temp/runs"))
            .Should().OnlyContain(x => !Path.GetFileName(x).StartsWith('.'));
    }

    static async Task UntilAsync(TestHost host, string script)
    {
        while ((await host.RunAsync(["sh", "-c", script], Token)).ExitCode != 0)
            await Task.Delay(200, Token);
    }

    static async Task<string> StateAsync(TestHost host) =>
        (await host.ShellAsync("dpkg-query -W -f '${db:Status-Abbrev} ${Version}' libspice-server1", Token)).TrimEnd();
}
