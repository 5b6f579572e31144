using SpiceTrial.Hosts;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Trial;

/// <summary>Takes the session of a running domain off its host: the log of exactly this process, what it runs, and what the client
/// saw.</summary>
/// <param name="connection">The host.</param>
/// <param name="readHost">Reads which library each domain's process has mapped; asked before and after.</param>
/// <param name="say">Takes a line for the operator.</param>
/// <param name="clock">The time.</param>
public sealed class CaptureSession(
    IHostConnection connection, Func<CancellationToken, Task<HostStatus>> readHost, Action<string> say, TimeProvider clock)
{
    // Clocks of the host and of libvirt's line are the same; the process is there a moment before its line.
    static readonly TimeSpan StartSlack = TimeSpan.FromSeconds(30);

    // So long after the last sign of drawing nobody goes on playing.
    static readonly TimeSpan Quiet = TimeSpan.FromMinutes(2);

    /// <summary>Where libvirt keeps the logs.</summary>
    internal string LogFolder { get; init; } = RemoteLog.LibvirtFolder;

    /// <summary>Is told how far the copy of the log is: done, of all, what.</summary>
    public Action<int, int, string>? Step { get; init; }

    /// <returns>The bundle, with the run's figures.</returns>
    /// <exception cref="TrialException">Refused or not possible, with what to do; nothing is left.</exception>
    public async Task<CapturedSession> RunAsync(CaptureRequest request, CancellationToken cancellationToken)
    {
        using var folder = new SessionFolder(request.Sessions, request.Tag);
        var before = await readHost(cancellationToken);
        var domain = DomainChoice.Of(before, request.Domain);
        DomainChoice.Check(before, domain, request.ExpectArm);
        say($"{domain.Title} (process {domain.Pid}) runs {domain.Library!.Words}");
        if (request.Earlier.FirstOrDefault(x => x?.Host == connection.Host && x.Domain == domain.Title
            && (x.Start - domain.Started)?.Duration() < StartSlack) is { } same)
            throw new TrialException($"the process {domain.Pid} is the run {same.Tag}: each run of a plan is a process of its own",
                domain.Title, $"Destroy the VM, create a fresh one, play, and capture {request.Tag} then", ExitStatus.Refused);
        var arm = new Arm(domain.Library.TraceItems, domain.Library.BuildId);
        var warnings = new List<string>();
        if (before.Origin == Origin.Test)
            warnings.Add($"{connection.Host} is a test host: this session is no evidence of a real one");
        await DomainXmlAsync(domain, folder, cancellationToken);

        var logs = new RemoteLog(connection, LogFolder) { Step = Step };
        var file = Path.Combine(folder.Bundle, "qemu.log");
        var pieces = await logs.CopyAsync(await logs.FindAsync(domain, cancellationToken), file, cancellationToken);
        say($"copied {string.Join(", ", pieces)}");
        var started = await LastRun.KeepAsync(file, cancellationToken);
        CheckStart(domain, started, request, warnings);
        ClientFiles.Copy(request.ClientReports, folder.Bundle, domain, warnings);
        await RecordFile.WriteAsync(Path.Combine(folder.Staging, StatusReport.FileName), before, cancellationToken);
        DomainChoice.CheckSame(domain, await readHost(cancellationToken));

        var analysis = await AnalyzeAsync(request, domain, arm, before.Origin, folder, cancellationToken);
        var run = analysis.Runs[^1];
        if (request.Planned is not null && run.LogComplete == false)
            throw new TrialException("a part of the log is missing: with such a run nothing of its trial could be compared", domain.Title,
                $"{string.Join("; ", run.Remarks)}. Capture {request.Tag} again; if it is still so, play it again on a fresh VM",
                ExitStatus.Refused);
        if (request.Planned is { } planned && before.Origin != Origin.Test)
            CheckLength(run, planned, domain);
        var manifest = new SessionManifest(
            request.Tag, arm, connection.Host, domain.Title, domain.Started ?? started,
            run.Start?.AddSeconds(run.DurationSeconds ?? 0), clock.GetUtcNow(),
            await HostVersionsAsync(cancellationToken), [], [.. warnings, .. run.Remarks]) { Origin = before.Origin };
        return await folder.PublishAsync(manifest, analysis, cancellationToken);
    }

    async Task DomainXmlAsync(DomainStatus domain, SessionFolder folder, CancellationToken cancellationToken)
    {
        // A name of digits alone is to virsh the id of another domain, where one has it.
        var result = await connection.RunAsync(new RemoteCommand("virsh", "--connect", "qemu:///system", "dumpxml", "--domain",
            domain.Uuid ?? domain.Title) { AsRoot = true }, cancellationToken);
        if (result.ExitStatus != 0)
            throw new TrialException($"libvirt does not give the domain's XML: {Printable.Show(result.Error.Trim(), 400)}",
                $"{connection.Host}: {domain.Title}", "See virsh list on the host");
        await File.WriteAllTextAsync(Path.Combine(folder.Bundle, "domain.xml"), result.Output, cancellationToken);
        if (!result.Output.Contains("G_MESSAGES_DEBUG", StringComparison.Ordinal))
            throw NoDebugging(domain);
    }

    static void CheckStart(DomainStatus domain, DateTimeOffset? started, CaptureRequest request, List<string> warnings)
    {
        const string rolled = "the beginning of the log was rolled away by virtlogd";
        const string larger = "set max_size in /etc/libvirt/virtlogd.conf and `systemctl reload virtlogd` before the next run";
        if (started is null && request.Planned is not null)
            throw new TrialException($"{rolled}: with such a run nothing of its trial could be compared", domain.Title,
                $"On the host {larger}; then play {request.Tag} again, on a fresh VM and under the same tag", ExitStatus.Refused);
        if (started is null)
            warnings.Add($"{rolled}: {larger}");
        else if (domain.Started is { } process && (started - process).Value.Duration() > StartSlack)
        {
            throw new TrialException(
                $"the log's last start ({started:u}) is not that of the process {domain.Pid} ({process:u})", domain.Title,
                "The domain was started again in mid-run, or this is another domain's log: play the workload again in one process",
                ExitStatus.Refused);
        }
    }

    /// <summary>A planned run that is captured is made: one that is cut short can't be made again.</summary>
    void CheckLength(RunFigures run, PlannedRun planned, DomainStatus domain)
    {
        var (played, end) = (run.Timeline?.Length ?? 0, run.Timeline?.Playback is [.., var last] ? last.To : 0);
        if (played < 0.8 * 60 * planned.Minutes && clock.GetUtcNow() - run.Start?.AddSeconds(end) < Quiet)
            throw new TrialException(
                $"{played / 60:0.0} of the {planned.Minutes:0.#} minutes that {planned.Tag} is planned for were played", domain.Title,
                $"Play on, and capture then. Where the guest froze, capture {Quiet.TotalMinutes:0} minutes after: that is its result",
                ExitStatus.Refused);
    }

    async Task<Analysis> AnalyzeAsync(
        CaptureRequest request, DomainStatus domain, Arm arm, Origin origin, SessionFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            var analysis = await new AnalyzeSessions(new() { Video = request.Video }).RunAsync([folder.Bundle], cancellationToken);
            // The process was looked at again after its log was copied: one without an end ran on.
            if (analysis.Runs is { Count: > 0 } runs)
                return analysis with { Runs = [.. runs.Select((x, i) => x with
                {
                    Tag = request.Tag, Arm = arm, Origin = origin, Ended = x.Ended ?? (i == runs.Count - 1 ? RunFigures.Captured : null),
                })] };
        }
        catch (TrialException e) when (e.Status == ExitStatus.BadInput)
        {
            say(e.What);
        }

        throw NoDebugging(domain);
    }

    static TrialException NoDebugging(DomainStatus domain) => new(
        $"{domain.Title} runs without spice-server's debug logging: its log has nothing to count", domain.Title,
        "Add <qemu:env name='G_MESSAGES_DEBUG' value='all'/> to <qemu:commandline> of the domain's XML, destroy and start it, and play "
            + "again", ExitStatus.Refused);

    async Task<IReadOnlyDictionary<string, string?>> HostVersionsAsync(CancellationToken cancellationToken)
    {
        var versions = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var package in new[] { InstalledLibrary.Package, "libvirt-daemon", "qemu-system-x86" })
            versions[package] = await OutputAsync(["dpkg-query", "-W", "-f", "${Version}", package], cancellationToken);
        versions["kernel"] = await OutputAsync(["uname", "-r"], cancellationToken);
        versions["debian"] = await OutputAsync(["cat", "/etc/debian_version"], cancellationToken);
        return versions;
    }

    async Task<string?> OutputAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(new RemoteCommand(words), cancellationToken);
        return result.ExitStatus == 0 && result.Output.Trim() is { Length: > 0 } text ? Printable.Show(text, 200) : null;
    }
}
