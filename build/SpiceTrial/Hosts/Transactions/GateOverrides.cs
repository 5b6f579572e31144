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
    /// <exception cref="TrialException">The file can't be used.</exception>
    public async Task<IReadOnlyList<GateOverride>> ReadAsync(string host, CancellationToken cancellationToken) =>
        File.Exists(FileOf(host)) ? (await RecordFile.ReadAsync<Overrides>(FileOf(host), cancellationToken)).Installations : [];

    /// <summary>Records one that is about to begin.</summary>
    internal async Task BeginAsync(string host, InstallCall call, GateRecord gate, string reason, CancellationToken cancellationToken) =>
        await WriteAsync(
        host,
        [.. await ReadAsync(host, cancellationToken),
            new(clock.GetUtcNow(), call.Owner, reason, gate.Why, call.Version, call.BuildId, call.Id, GateOverride.Begun)],
        cancellationToken);

    /// <summary>Records how it ended, as far as a client heard; nothing where the gate was not overridden.</summary>
    internal async Task EndAsync(string host, string transaction, string outcome, CancellationToken cancellationToken)
    {
        var all = await ReadAsync(host, cancellationToken);
        if (all.Any(x => x.Transaction == transaction))
            await WriteAsync(
                host, [.. all.Select(x => x.Transaction == transaction ? x with { Outcome = outcome } : x)], cancellationToken);
    }

    async Task WriteAsync(string host, IReadOnlyList<GateOverride> all, CancellationToken cancellationToken) =>
        await RecordFile.WriteAsync(FileOf(host), new Overrides(host, all), cancellationToken);

    sealed record Overrides(string Host, IReadOnlyList<GateOverride> Installations);
}
