using SpiceTrial.Verdicts;

namespace SpiceTrial.Hosts;

/// <summary>
/// Installations that went on in spite of a gate that said pivot, per host and for good: the host's own journal goes with Revert. Written
/// before anything of the host changes.
/// </summary>
/// <param name="folder">As <c>sessions/gate-overrides/</c>.</param>
/// <param name="clock">For the record.</param>
public sealed class GateOverrides(string folder, TimeProvider clock)
{
    public const string FolderName = "gate-overrides";

    public string FileOf(string host) => HostName.RecordFile(folder, host);

    /// <summary>In the order in which they were begun; none where the host has no file.</summary>
    /// <param name="host">Whose.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <param name="warn">Told of a file that can't be used, which is then none: it must hide neither a host nor a fleet.</param>
    /// <exception cref="TrialException">The file can't be used, and nobody is told.</exception>
    public async Task<IReadOnlyList<GateOverride>> ReadAsync(
        string host, CancellationToken cancellationToken, Action<string>? warn = null)
    {
        try
        {
            return File.Exists(FileOf(host)) ? (await RecordFile.ReadAsync<Overrides>(FileOf(host), cancellationToken)).Installations : [];
        }
        catch (TrialException e) when (warn is not null)
        {
            warn($"whether somebody went past the gate is not known: {e.Message}");
            return [];
        }
    }

    /// <summary>Records one that is about to begin.</summary>
    internal async Task BeginAsync(string host, InstallCall call, GateRecord gate, string reason, CancellationToken cancellationToken) =>
        await WriteAsync(
        host,
        [.. await ReadAsync(host, cancellationToken),
            new(clock.GetUtcNow(), call.Owner, reason, gate.Why, call.Version, call.BuildId, call.Id, GateOverride.Begun)],
        cancellationToken);

    /// <summary>Records how it ended, as far as a client heard; nothing where the gate was not overridden. What the host did is true
    /// whatever becomes of this file, and of the client.</summary>
    internal async Task EndAsync(string host, string transaction, string outcome, Action<string> warn)
    {
        try
        {
            var all = await ReadAsync(host, CancellationToken.None);
            if (all.Any(x => x.Transaction == transaction))
                await WriteAsync(
                    host, [.. all.Select(x => x.Transaction == transaction ? x with { Outcome = outcome } : x)], CancellationToken.None);
        }
        catch (TrialException e)
        {
            warn($"how a gate that was overridden ended is not kept: {e.Message}");
        }
    }

    async Task WriteAsync(string host, IReadOnlyList<GateOverride> all, CancellationToken cancellationToken) =>
        await RecordFile.WriteAsync(FileOf(host), new Overrides(host, all), cancellationToken);

    sealed record Overrides(string Host, IReadOnlyList<GateOverride> Installations);
}
