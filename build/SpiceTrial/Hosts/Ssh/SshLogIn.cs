using Renci.SshNet;
using Renci.SshNet.Common;

namespace SpiceTrial.Hosts;

/// <summary>A connection to one host: checks its key, logs in with the user's keys. Keeps the keys and the way there until it is
/// disposed of.</summary>
/// <param name="settings">The host's.</param>
/// <param name="route">The way to it; <c>null</c>: straight there.</param>
/// <param name="newCheck">Makes what checks its key, once for each connection.</param>
/// <param name="identities">The user's keys.</param>
sealed class SshLogIn(SshConfiguration settings, IRoute? route, Func<HostKeyCheck> newCheck, Identities identities) : IDisposable
{
    // Log-in may take longer than the network: the host may ask a directory service.
    static readonly TimeSpan LogInTimeout = TimeSpan.FromSeconds(30);

    // A jump host has no heart beat of its own, and hears nothing while a passphrase for the host behind it is typed.
    static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public SshConfiguration Settings => settings;

    /// <summary>Connected, once <see cref="OpenAsync"/> has ended well.</summary>
    public SshClient Client { get; private set; } = null!;

    /// <exception cref="TrialException">As <see cref="SshConnector.ConnectAsync"/>.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                Client = await TryAsync(cancellationToken);
                return;
            }
            catch (SshAuthenticationException e)
            {
                // Asked between two connections: a host does not wait long for somebody who types.
                if (!await identities.UnlockNextAsync(cancellationToken))
                    throw identities.Rejected(settings.Host, e);
            }
        }
    }

    public void Dispose()
    {
        Client?.Dispose();
        route?.Dispose();
        identities.Dispose();
    }

    async Task<SshClient> TryAsync(CancellationToken cancellationToken)
    {
        using var method = identities.Method();
        var info = new ConnectionInfo(route?.Host ?? settings.HostName, route?.Port ?? settings.Port, settings.User, method) {
            Timeout = LogInTimeout };
        var check = newCheck();
        check.Order(info);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(settings.ConnectTimeout);
        var client = new SshClient(info) { KeepAliveInterval = KeepAlive };
        var answered = false;
        client.ServerIdentificationReceived += (_, _) => answered = true;
        client.HostKeyReceived += (_, shown) =>
        {
            // It starts as true: an exception below must not leave it so.
            shown.CanTrust = false;
            // The host shows it again whenever it changes the keys of the session (RekeyLimit); the log-in is over by then.
            var isFirst = !check.Accepted;
            shown.CanTrust = check.Accepts(shown.HostKey);
            if (isFirst)
                deadline.CancelAfter(LogInTimeout);
        };
        var connected = false;
        try
        {
            await Connect(client, deadline.Token);
            connected = check.Accepted;
            return connected
                ? client
                : throw check.Problem ?? new TrialException("The host showed no key", settings.Host, status: ExitStatus.Refused);
        }
        catch (Exception e) when (e is not TrialException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw check.Problem is null && ConnectError.IsRejection(e)
                ? new SshAuthenticationException(e.Message, e)
                : ConnectError.Explain(e, settings, check, unanswered: answered ? null : route?.Unanswered);
        }
        finally
        {
            // Not waited for: taking down a half-open connection may block for as long as the connection would.
            if (!connected)
                _ = Task.Run(client.Dispose, CancellationToken.None);
        }
    }

    // On a thread of its own, and left alone when time is up: parts of the library block without looking at the token.
    static async Task Connect(SshClient client, CancellationToken deadline)
    {
        var connecting = Task.Run(() => client.ConnectAsync(deadline), CancellationToken.None);
        _ = connecting.ContinueWith(
            task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        await connecting.WaitAsync(deadline);
    }
}
