namespace SpiceTrial.Hosts;

/// <summary>What a client that died, or lost its host, has left there beside an open transaction.</summary>
public static class HostLeftovers
{
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>Looks and changes nothing.</summary>
    /// <exception cref="TrialException">Root can't be had, or the connection broke.</exception>
    public static Task<IReadOnlyList<Leftover>> ListAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        RunAsync(connection, "list", cancellationToken);

    /// <summary>Takes away the steps that have ended; those that run go on.</summary>
    /// <returns>What is there still.</returns>
    /// <exception cref="TrialException">Root can't be had, or the connection broke.</exception>
    public static Task<IReadOnlyList<Leftover>> ClearAsync(IHostConnection connection, CancellationToken cancellationToken) =>
        RunAsync(connection, "clear", cancellationToken);

    static async Task<IReadOnlyList<Leftover>> RunAsync(IHostConnection connection, string verb, CancellationToken cancellationToken)
    {
        var command = new RemoteCommand(
            "sh", "-s", "--", verb) { AsRoot = true, Input = EmbeddedText.Read("leftovers.sh"), Timeout = Timeout };
        var result = await connection.RunAsync(command, cancellationToken);
        return Parse(result.Output) ?? throw new TrialException(
            $"what earlier runs left on the host can't be looked at: {Printable.Show(result.Error.Trim(), 300)}", connection.Host,
            "Run it again; look at /run/spice-trial and /var/lib/spice-trial on the host where that does not help");
    }

    /// <returns><c>null</c> where the script did not come to its end.</returns>
    internal static IReadOnlyList<Leftover>? Parse(string output)
    {
        var lines = output.Split('\n').Select(x => x.Split('\t', 3)).Where(x => x.Length == 3).ToList();
        if (!lines.Exists(x => x[0] == "end"))
            return null;
        return [.. from line in lines
                   let kind = line[0] switch { "step" => LeftoverKind.Step, "file" => LeftoverKind.File, "unit" => LeftoverKind.Unit,
                       _ => (LeftoverKind?)null }
                   where kind is not null
                   select new Leftover(kind.Value, Printable.Show(line[2], 300), Printable.Show(line[1], 40))];
    }
}
