using SpiceTrial.Hypervisors.Transactions;
using SpiceTrial.Packages;
using SpiceTrial.Processes;

namespace SpiceTrial.Hypervisors.Status;

/// <summary>Reads the status of a host: two scripts at once over one connection, as root, changing nothing.</summary>
public static class HostStatusReader
{
    // A second on an idle host with a few guests.
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <param name="connection">The host.</param>
    /// <param name="builds">Which builds have a proven origin.</param>
    /// <param name="now">When this is, for the record.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="TrialException">Root can't be had, the host has no dpkg, or the connection broke.</exception>
    public static async Task<HostStatus> ReadAsync(IHostConnection connection, KnownBuilds builds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var facts = HostTransaction.LookAsync(connection, cancellationToken);
        var reading = ReadLibrariesAsync(connection, cancellationToken);
        await Task.WhenAll(facts, reading);
        return StatusJudge.Judge(await facts, await reading, builds, now);
    }

    static async Task<LibraryReading> ReadLibrariesAsync(IHostConnection connection, CancellationToken cancellationToken)
    {
        var command = new RemoteCommand("sh", "-s") { AsRoot = true, Input = EmbeddedScript.Read("Hypervisors.Status.read-libraries.sh"), Timeout = Timeout };
        var result = await connection.RunAsync(command, cancellationToken);
        return result.ExitStatus == 0
            ? await LibraryReading.ParseAsync(result.Output, connection.Host, cancellationToken)
            : throw new TrialException($"the processes of the host can't be looked at: {Printable.Show(result.Error.Trim(), 400)}", connection.Host, "This tool needs root there");
    }
}
