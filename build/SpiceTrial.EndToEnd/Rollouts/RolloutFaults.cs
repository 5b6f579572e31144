using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.EndToEnd.Transactions;
using SpiceTrial.EndToEnd.Transactions.Faults;
using SpiceTrial.Hosts;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>What is broken on purpose. Waves of two and one, unless a fault comes between the waves: then of one and two.</summary>
static class RolloutFaults
{
    public const string Rollout = "fault";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IReadOnlyList<RolloutFault> All { get; } =
    [
        new("dpkg's lock on one host stays taken for longer than --lock-timeout", async fleet =>
        {
            await fleet.Hosts[1].ShellAsync(Kinds.Lock(60), Token);
            return await fleet.RunAsync(Rollout, x => x with { Waves = "2,1" });
        }),
        new("another transaction is open on one host", async fleet =>
        {
            await LeaveAsync(fleet, 1, "eve@desk");
            return await fleet.RunAsync(Rollout, x => x with { Waves = "2,1" });
        }),
        new("one host was confirmed before, by Install", async fleet =>
        {
            await LeaveAsync(fleet, 1, "eve@desk");
            await Of(fleet, 1).ConfirmAsync((await Of(fleet, 1).StatusAsync(Token)).Transaction!.Id, TimeSpan.FromMinutes(1), Token);
            return await fleet.RunAsync(Rollout, x => x with { Waves = "2,1" });
        }),
        new("one host has another release", async fleet =>
        {
            await fleet.Hosts[1].ShellAsync("sed -i 's/^VERSION_CODENAME=.*/VERSION_CODENAME=trixie/' /etc/os-release", Token);
            return await fleet.RunAsync(Rollout, x => x with { Waves = "2,1" });
        }),
        new("one host has another architecture", async fleet =>
        {
            await fleet.Hosts[1].ShellAsync(
                "mv /usr/bin/dpkg /usr/bin/dpkg.real; printf '#!/bin/sh\n[ \"$1\" != --print-architecture ] || { echo arm64; exit; }\n"
                + "exec /usr/bin/dpkg.real \"$@\"\n' > /usr/bin/dpkg; chmod +x /usr/bin/dpkg; dpkg --print-architecture", Token);
            return await fleet.RunAsync(Rollout, x => x with { Waves = "2,1" });
        }),
        new("a connection that ssh keeps (ControlPersist) hangs", HangAsync),
        new("one host shows another key", async fleet =>
        {
            await fleet.Hosts[1].ShellAsync(
                "rm /etc/ssh/ssh_host_ed25519_key*; ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key; "
                + "systemctl restart ssh", Token);
            return await fleet.RunAsync(Rollout, x => x with { Waves = "2,1" });
        }),
        // Where it fails before the wave, that is not begun.
        new("the health command fails on one host", fleet => fleet.RunAsync(Rollout, x => x with
        {
            Waves = "2,1", HealthCommand = "[ \"$(hostname)\" != sf-2 ] || ! dpkg-query -W libspice-server1 | grep -q ntrace",
        })),
        new("a host is added between the waves", async fleet =>
        {
            await fleet.WriteInventoryAsync(["sf-1", "sf-2"]);
            await fleet.RunAsync(Rollout, x => x with { Waves = "1" });
            await fleet.WriteInventoryAsync(["sf-1", "sf-2", "sf-3"]);
            return await NextAsync(fleet);
        }),
        new("the artifacts change between the waves", async fleet =>
        {
            await fleet.RunAsync(Rollout, x => x with { Waves = "1,2" });
            var manifest = fleet.Package.Artifacts.Manifest;
            return await NextAsync(fleet, fleet.Package with { Artifacts = fleet.Package.Artifacts with { Manifest = manifest
                with { Files = [.. manifest.Files.Select(x => x with { BuildId = new string('0', 40) })] } } });
        }),
        new("somebody installs another package over a confirmed host (apt: deb=)", async fleet =>
        {
            await fleet.RunAsync(Rollout, x => x with { Waves = "1,2" });
            await fleet.Hosts[0].ShellAsync("dpkg -i /srv/debian/pool/libspice-server1_*.deb", Token);
            return await NextAsync(fleet);
        }),
        new("the cluster is deployed again between the waves (upgrade=dist autoremove)", async fleet =>
        {
            await fleet.RunAsync(Rollout, x => x with { Waves = "1,2" });
            foreach (var host in fleet.Hosts)
                await host.ShellAsync("apt-get -q -y dist-upgrade < /dev/null; apt-get -q -y autoremove < /dev/null", Token);
            return await NextAsync(fleet);
        }),
        new("the evidence says regression", async fleet =>
        {
            await fleet.RunAsync(Rollout, x => x with { Waves = "1,2" });
            await Comparisons.WriteAsync(fleet.Comparison, Verdicts.Verdict.Regression, fleet.Package.Artifacts.Library.BuildId!, Token);
            return await fleet.RunAsync(Rollout);
        }),
    ];

    static Task<Ending> NextAsync(TrialFleet fleet, VerifiedArtifacts? artifacts = null) => fleet.RunAsync(
        Rollout, x => x with { Install = x.Install with { OverrideGate = "it is a test" } }, artifacts: artifacts);

    static async Task<Ending> HangAsync(TrialFleet fleet)
    {
        await fleet.WriteInventoryAsync(fleet.Hosts.Select(x => x.Name),
            $"Host *\n  ControlMaster auto\n  ControlPersist yes\n  ControlPath {Path.GetDirectoryName(fleet.SshConfig)}/kept-%h\n");
        string[] ssh = ["10", "ssh", "-F", fleet.SshConfig, "-o", "BatchMode=yes", "sf-2"];
        (await Programs.RunAsync(new("timeout", [.. ssh, "true"]), Token)).OrThrow("no connection to keep");
        var kept = await Programs.RunAsync(new("timeout", [.. ssh[..^1], "-O", "check", "sf-2"]), Token);
        var master = kept.Error[(kept.Error.IndexOf("pid=", StringComparison.Ordinal) + 4)..].Split(')')[0];
        await Programs.RunAsync(new("kill", ["-STOP", master]), Token);
        try
        {
            (await Programs.RunAsync(new("timeout", [.. ssh, "true"]), Token)).ExitCode.Should().Be(124, "ssh itself hangs now");
            return await fleet.RunAsync(Rollout, x => x with { Waves = "2,1" });
        }
        finally
        {
            await Programs.RunAsync(new("kill", ["-KILL", master]), CancellationToken.None);
        }
    }

    static HostTransaction Of(TrialFleet fleet, int number) => new(_ => fleet.Hosts[number].ConnectAsync());

    // As Install leaves a host that nobody has confirmed yet.
    static async Task LeaveAsync(TrialFleet fleet, int number, string owner)
    {
        var host = Of(fleet, number);
        var call = InstallCall.For(await host.PreflightAsync(Token), fleet.Package, GateState.Proceed.Because("as the test says"), new())
            with { Owner = owner };
        await host.UploadAsync(call, fleet.Package.Artifacts.LibraryFile, Token);
        await host.InstallAsync(call, _ => { }, Token);
    }
}
