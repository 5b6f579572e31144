namespace SpiceTrial.Hosts;

/// <summary>Connects with SSH.NET, by OpenSSH's configuration and known_hosts, neither of which SSH.NET reads itself.</summary>
/// <param name="ask">Asks the operator for a passphrase or a password: takes what to type, and for what, without a colon; gives what was
/// typed, or <c>null</c> where there is nobody to ask. What is typed is never echoed, logged or kept on disk. Default: nobody is
/// asked.</param>
public sealed class SshConnector(Func<string, CancellationToken, Task<string?>>? ask = null)
{
    const int MostHops = 8;

    readonly Secrets secrets = new(ask);

    /// <param name="host">As for <c>ssh</c>: a name, an address or an alias of its configuration.</param>
    /// <param name="configuration">An ssh configuration file instead of the user's own, as <c>ssh -F</c>; or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops at once, also in the middle of connecting.</param>
    /// <exception cref="TrialException">
    /// Not connected. Its cause is a <see cref="HostUnreachableException"/> when nothing answered for the host, so that a recorded
    /// reading may stand in; any other cause means that something is wrong and must be looked at.
    /// </exception>
    public async Task<IHostConnection> ConnectAsync(string host, string? configuration, CancellationToken cancellationToken)
    {
        var settings = await SshConfiguration.ReadAsync(new(host), configuration, cancellationToken);
        var connection = new SshConnection(await OpenAsync(settings, configuration, hops: 0, cancellationToken), secrets);
        try
        {
            await CheckShellAsync(connection, settings, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Whatever the login shell prints of its own would stand before every answer, and be taken for one.
    static async Task CheckShellAsync(SshConnection connection, SshConfiguration settings, CancellationToken cancellationToken)
    {
        var said = (await connection.RunAsync(new RemoteCommand("true"), cancellationToken)).Output;
        if (said.Length > 0)
            throw new TrialException(
                $"The login shell of {settings.User} prints text of its own before a command runs: '{Printable.Show(said.Trim(), 200)}'",
                settings.Host,
                "Let it print only where somebody types: in ~/.bashrc, below `case $- in *i*) ;; *) return ;; esac`; "
                    + $"`ssh {settings.Host} true` must print nothing.");
    }

    async Task<SshLogIn> OpenAsync(
        SshConfiguration settings, string? configuration, int hops, CancellationToken cancellationToken)
    {
        var known = await KnownHosts.FindAsync(settings, cancellationToken);
        var identities = await Identities.FindAsync(settings, secrets, cancellationToken);
        var route = await RouteAsync(settings, configuration, hops, cancellationToken);
        var logIn = new SshLogIn(settings, route, () => new HostKeyCheck(settings, configuration, known), identities);
        try
        {
            await logIn.OpenAsync(cancellationToken);
            return logIn;
        }
        catch
        {
            logIn.Dispose();
            throw;
        }
    }

    // None: straight to the host.
    async Task<IRoute?> RouteAsync(SshConfiguration settings, string? configuration, int hops, CancellationToken cancellationToken)
    {
        if (settings.ProxyCommand is { } command)
            return new CommandRoute(command);
        if (settings.ProxyJump is not { } jump)
            return null;
        if (hops == MostHops)
            throw new TrialException($"More than {MostHops} jump hosts: they lead in a circle", settings.Host,
                "Correct ProxyJump in your ssh configuration.", ExitStatus.BadInput);

        // As ssh does: the last one leads to the host; those before it lead to the last one, instead of what its own configuration says.
        var comma = jump.LastIndexOf(',');
        var last = await SshConfiguration.ReadAsync(JumpHost.Parse(jump[(comma + 1)..]), configuration, cancellationToken);
        if (comma >= 0)
            last = last with { ProxyJump = jump[..comma], ProxyCommand = null };
        try
        {
            return new JumpRoute(await OpenAsync(last, configuration, hops + 1, cancellationToken), settings.HostName, settings.Port);
        }
        catch (TrialException e) when (!e.What.StartsWith("Jump host", StringComparison.Ordinal))
        {
            throw new TrialException($"Jump host {last.Host}: {e.What}", e.Where, e.Hint, e.Status, e.InnerException);
        }
    }
}
