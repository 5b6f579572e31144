namespace SpiceTrial.Hosts;

/// <summary>Reads the status of a host: some scripts at once over one connection, changing nothing.</summary>
public static class HostStatusReader
{
    // A second on an idle host with a few guests.
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>As root: all of it.</summary>
    /// <param name="connection">The host.</param>
    /// <param name="builds">Which builds have a proven origin.</param>
    /// <param name="now">When this is, for the record.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="TrialException">Root can't be had, the host has no dpkg, or the connection broke.</exception>
    public static async Task<HostStatus> ReadAsync(
        IHostConnection connection, KnownBuilds builds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Alone, so that a password is asked for once and a refusal comes once.
        await connection.RunAsync(new RemoteCommand("true") { AsRoot = true }, cancellationToken);
        var facts = HostTransaction.LookAsync(connection, cancellationToken);
        var reading = ReadLibrariesAsync(connection, asRoot: true, cancellationToken);
        var leftovers = HostLeftovers.ListAsync(connection, cancellationToken);
        await Task.WhenAll(facts, reading, leftovers);
        return StatusJudge.Judge(await facts, await reading, await leftovers, builds, now);
    }

    /// <summary>As root, or, where the user can't become root, what any user sees: the status says so, and what is missing.</summary>
    /// <param name="connection">The host.</param>
    /// <param name="builds">Which builds have a proven origin.</param>
    /// <param name="now">When this is, for the record.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="TrialException">The host has no dpkg, or the connection broke.</exception>
    public static async Task<HostStatus> ReadWhatCanBeAsync(
        IHostConnection connection, KnownBuilds builds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(connection, builds, now, cancellationToken);
        }
        catch (TrialException e) when (e.InnerException is NoRootException)
        {
            var facts = HostTransaction.LookAsync(connection, cancellationToken, asRoot: false);
            var reading = ReadLibrariesAsync(connection, asRoot: false, cancellationToken);
            await Task.WhenAll(facts, reading);
            return StatusJudge.Judge(await facts, await reading, [], builds, now, $"{e.What}. {e.Hint}");
        }
    }

    static async Task<LibraryReading> ReadLibrariesAsync(IHostConnection connection, bool asRoot, CancellationToken cancellationToken)
    {
        string[] who = asRoot ? [] : ["--", "as-user"];
        var command = new RemoteCommand(["sh", "-s", .. who]) {
            AsRoot = asRoot, Input = EmbeddedText.Read("read-libraries.sh"), Timeout = Timeout };
        var result = await connection.RunAsync(command, cancellationToken);
        return result.ExitStatus == 0
            ? await LibraryReading.ParseAsync(result.Output, connection.Host, cancellationToken)
            : throw new TrialException($"the processes of the host can't be looked at: {Printable.Show(result.Error.Trim(), 400)}",
                connection.Host, "Run it again; look at the host where that does not help");
    }
}
