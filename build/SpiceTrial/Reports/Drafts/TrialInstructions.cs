using SpiceTrial.Artifacts;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary><c>sessions/007.md</c>: what an operator does for the patched session, by this tool and by hand.</summary>
public static class TrialInstructions
{
    public static async Task<string> WriteAsync(string path, ArtifactsFolder artifacts, string tag, CancellationToken cancellationToken)
    {
        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null;
        await AtomicFile.WriteAsync(
            path, Encoding.UTF8.GetBytes(GeneratedPart.Replace(existing, Text(artifacts, tag), path)), cancellationToken);
        return path;
    }

    public static string Text(ArtifactsFolder artifacts, string tag)
    {
        var (manifest, library) = (artifacts.Manifest, artifacts.Library);
        var (package, resolved) = (manifest.Package, manifest.Chain.ResolveVersion);
        var (host, stock) = (resolved.Host, $"{package.Name}_{resolved.BinaryVersion.WithoutEpoch}_{package.Architecture}.deb");
        var minutes = VerdictRule.PlannedMinutes;
        return $"""
            # Session 007: the 006a workload on a patched libspice-server1

            One hypervisor, **{host}**. Other people's VMs run there: they keep their library until they are started again, and the patched one is taken back at
            the end. Everything is done by a command of this tool; the plain commands stand beside it.

            | | |
            |---|---|
            | host | {host}{(manifest.Origin == Debian.Origin.Live ? $", version read from it ({resolved.ReadFrom})" : ", **version recorded, not read from the host: run `./build.sh DebBuild` where the host can be reached before you install**")} |
            | stock | {package.Name} {resolved.BinaryVersion} ({package.Suite}, {package.Architecture}) |
            | patched | {package.Version}, trace ring of {manifest.TraceItems} entries |
            | file | `{library.Name}` |
            | sha256 | `{library.Sha256}` |
            | build-id of the library | {(library.BuildId is { } id ? $"`{id}`" : "not known")} |

            ## How many runs

            By the rule (`docs/verdict-rule.md`, `{VerdictRule.Id}`): {VerdictRule.PlannedRuns} runs of each arm, {minutes} minutes of playback each, stock and patched in turns on this
            host. Decide it now and do not add runs until the result pleases. One run of each arm shows a large effect only, and nothing of how much runs differ.
            Session 006a may serve as the baseline only if its log is complete and was taken on this host in the same mode.

            {Before(host)}

            {Install(host, library.Name, library.Sha256, package.Name, $"{resolved.BinaryVersion}", stock)}

            {Run(host, tag, library.BuildId, manifest.TraceItems)}

            {Revert(host, stock, package.Name, $"{resolved.BinaryVersion}")}

            {Expect(manifest.TraceItems, tag)}
            """;
    }

    static string Before(string host) => $"""
        ## 1. Before

        1. **Log size.** virtlogd rolls logs over at 2 MiB with 3 backups; one stream with a client writes about 25 KB/s, so ten minutes do not fit. On {host}, in
           `/etc/libvirt/virtlogd.conf`: `max_size = 104857600`, then `sudo systemctl restart virtlogd` (running VMs keep their log).
        2. **Debug lines.** The test VM's XML needs (libvirt scrubs the environment, so nothing else works):

               <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
                 <qemu:commandline><qemu:env name='G_MESSAGES_DEBUG' value='all'/></qemu:commandline>

           The log then shows `display_channel_set_stream_video: sv ...` at its start; without it stop here.
        3. **Gate.** The plan compares 006c with 006d, and 006d was skipped: `./build.sh Gate --baseline 006c --candidate 006d` says "not evaluated".
        4. Stock runs first, with tags `007s1`, `007s2`, ...: steps 3 and 4 below, on a fresh VM each.
        """;

    static string Install(string host, string file, string hash, string name, string stockVersion, string stock) => $$"""
        ## 2. Install

            ./build.sh Install --host {{host}} --dry-run
            ./build.sh Install --host {{host}}

        By hand, on {{host}} (keep the stock package *before*: archives drop old versions, and the way back must not need the network):

            apt-get download {{name}}={{stockVersion}}        # {{stock}}
            sha256sum {{file}}        # {{hash}}
            sudo dpkg -i {{file}}
            sudo apt-mark hold {{name}}        # after dpkg -i, which clears a hold
            sudo systemctl restart libvirtd
            dpkg-query -W -f '${db:Status-Abbrev} ${Version}\n' {{name}}        # judge by this, not by an exit code

        Restarting libvirtd does not change a running VM, nor does a reboot from inside or `virsh reset`. Only a new process has the new library.
        """;

    static string Run(string host, string tag, string? buildId, int ring) => $"""
        ## 3. Run

        1. Destroy the test VM and create a fresh one: `./bin/makeinstance.sh 64` (64 MiB of video memory, as 006a).
        2. Which library it runs: `./build.sh Status --host {host}`, or by hand

               sudo grep libspice-server /proc/$(pgrep -f 'sf:UUID')/maps        # no "(deleted)"{(buildId is null ? "" : $"; build-id {buildId}")}

        3. **Connect the client before playing, and do not reconnect in mid-run**: spice-server 0.15.2 is reported to crash when a client connects while
           streams exist.
        4. Client with automatic snapshots, tag `{tag}`, and its cap raised: the default of 20 ends after 200 s at one per 10 s. `--auto-snapshot-cap 67` or more.
        5. The 006a workload: windowed, video 1024x768, {VerdictRule.PlannedMinutes} minutes of steady playback. Note anything that freezes, with the time.

        ## 4. Capture, before the VM is destroyed

        The cluster's cleaner deletes the log after the VM is gone.

            ./build.sh Capture --host {host} --tag {tag} --expect-arm {ring} --client-reports FOLDER

        By hand, the pieces oldest first (`.log.2 .log.1 .log.0 .log`), whole:

            sudo sh -c 'cd /var/log/libvirt/qemu; for n in .2 .1 .0 ""; do cat "sf:UUID.log$n" 2>/dev/null; done' > {tag}.log
            sudo virsh dumpxml sf:UUID > {tag}.xml

        Then destroy the VM, and repeat 3 and 4 for the next run (`{tag}2`, ...). In turns with stock means: revert (5) before a stock run,
        install (2) before a patched one, a fresh VM each time.
        """;

    static string Revert(string host, string stock, string name, string version) => $$"""
        ## 5. Revert

            ./build.sh Revert --host {{host}}

        By hand:

            sudo dpkg -i {{stock}}
            sudo apt-mark unhold {{name}}
            sudo systemctl restart libvirtd
            dpkg-query -W -f '${db:Status-Abbrev} ${Version}\n' {{name}}        # ii {{version}}

        **Not** the plan's `sudo apt-get install --reinstall {{name}}`: no archive serves the patched version, so apt says that it can't be downloaded, exits 0 and
        changes nothing. `apt-get install {{name}}={{version}}` alone stops at the downgrade and the hold; it works with
        `--allow-downgrades --allow-change-held-packages` while the archive still has that version, and clears the hold.
        Destroy the test VM: until then it runs the patched library.
        """;

    static string Expect(int ring, string tag) => $"""
        ## 6. Compare, and what to expect

            ./build.sh Report --baseline 007s1,007s2 --candidate {tag},{tag}2 --video 1024x768 --output sessions/{tag}

        - If the hypothesis holds: the video's region (not the widgets, which were 99 of 101 creates in 006a) is created again after each stop, at about the same
          OOMs a minute; the share of time streaming rises.
        - If there is no `display_channel_free_some` in the stock log at all, the ring was never written and the hypothesis is refuted without a patch.
        - 006a had 45 of them in nine minutes. An eviction costs a 30 fps video at most its next 20 frames, so it takes about 90 a minute to keep it away for good:
          at 5 a minute the ring alone does not explain a stall. Look at this before anything else.
        - With {ring} entries and `streaming-video=all`, small widgets may become streams: at 50 at once they starve the video. That is a regression, not a cure.
        - A guest that froze with {ring} entries was seen (`docs/upstream-issues/spice-trace-ring.md`). If the test VM freezes: capture, then revert; do not go on.
        """;
}
