namespace SpiceTrial.Hosts;

/// <summary>The target Status: reads a host and writes <c>status.json</c>.</summary>
/// <param name="connect">Opens a connection to the host.</param>
/// <param name="workspace">The project: its artifacts say which builds are ours, packages of the archive in its cache which are
/// Debian's.</param>
/// <param name="overrides">Who went past the gate.</param>
/// <param name="clock">For the record.</param>
public sealed class StatusReport(
    Func<CancellationToken, Task<IHostConnection>> connect, Workspace workspace, GateOverrides overrides, TimeProvider clock)
{
    public const string FileName = "status.json";

    /// <param name="output">A folder that gets a copy, or <c>null</c>.</param>
    /// <param name="format">Of that copy: JSON, or besides a file for the textfile collector, whose name is the host's own.</param>
    /// <param name="warn">Told of artifacts and records that can't be read.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>The status, and the files that hold it.</returns>
    /// <exception cref="TrialException">The host can't be reached or looked at: nothing stands in for that.</exception>
    public async Task<(HostStatus Status, IReadOnlyList<string> Files)> RunAsync(
        string? output, StatusFormat format, Action<string> warn, CancellationToken cancellationToken)
    {
        var builds = await KnownBuilds.OfProjectAsync(workspace, warn, cancellationToken);
        await using var connection = await connect(cancellationToken);
        var status = await ReadWhatCanBeAsync(connection, builds, cancellationToken)
            with { GateOverrides = await overrides.ReadAsync(connection.Host, cancellationToken, warn) };
        string[] files = [Path.Combine(workspace.Root, ".nuke", "temp", FileName),
            .. output is null ? Array.Empty<string>() : [Path.Combine(output, FileName)]];
        foreach (var file in files)
            await RecordFile.WriteAsync(file, status, cancellationToken);
        if (output is null || format != StatusFormat.Prometheus)
            return (status, files);
        var metrics = Path.ChangeExtension(HostName.RecordFile(output, $"spice-trial-{connection.Host}"), ".prom");
        await AtomicFile.WriteAsync(metrics, Encoding.UTF8.GetBytes(StatusMetrics.Of(status)), cancellationToken);
        return (status, [.. files, metrics]);
    }

    // As root, or, where the user can't become root, what any user sees: the status says so, and what is missing.
    async Task<HostStatus> ReadWhatCanBeAsync(IHostConnection connection, KnownBuilds builds, CancellationToken cancellationToken)
    {
        try
        {
            return await StatusJudge.ReadAsync(connection, builds, clock.GetUtcNow(), cancellationToken);
        }
        catch (TrialException e) when (e.InnerException is NoRootException)
        {
            return StatusJudge.Judge(
                await HostReading.TakeAsync(connection, "read", asRoot: false, cancellationToken), builds, clock.GetUtcNow(),
                $"{e.What}. {e.Hint}");
        }
    }
}
