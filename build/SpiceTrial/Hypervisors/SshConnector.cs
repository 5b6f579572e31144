using Renci.SshNet;

namespace SpiceTrial.Hypervisors;

/// <summary>Connects with SSH.NET, by OpenSSH's configuration and known_hosts, neither of which SSH.NET reads itself.</summary>
public sealed class SshConnector : IHostConnector
{
    // Log-in may take longer than the network: the host may ask a directory service.
    static readonly TimeSpan LogInTimeout = TimeSpan.FromSeconds(30);
    static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public async Task<IHostConnection> ConnectAsync(string host, string? configuration, CancellationToken cancellationToken)
    {
        var settings = await SshConfigurationReader.ReadAsync(host, configuration, cancellationToken);
        RefuseUnsupported(settings);
        var check = new HostKeyCheck(settings, configuration, await KnownHosts.FindAsync(settings, cancellationToken));
        using var identities = new Identities(settings);
        using var method = identities.Method();
        var info = new ConnectionInfo(settings.HostName, settings.Port, settings.User, method) { Timeout = LogInTimeout };
        HostKeyOrder.Apply(info, check.KnownTypes);

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(settings.ConnectTimeout);
#pragma warning disable CA2000 // The connection owns it; where there is none, the finally block disposes of it, in the background.
        var client = new SshClient(info) { KeepAliveInterval = KeepAlive };
#pragma warning restore CA2000
        client.HostKeyReceived += (_, shown) =>
        {
            // It starts as true: an exception below must not leave it so.
            shown.CanTrust = false;
            shown.CanTrust = check.Accepts(shown.HostKey);
            deadline.CancelAfter(LogInTimeout);
        };
        var connected = false;
        try
        {
            await Connect(client, deadline.Token);
            connected = check.Accepted;
            return connected ? new SshConnection(host, client) : throw check.Problem ?? new TrialException("The host showed no key", host, status: ExitStatus.Refused);
        }
        catch (Exception e) when (e is not TrialException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw ConnectError.Explain(e, settings, check, identities);
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
        _ = connecting.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        await connecting.WaitAsync(deadline);
    }

    static void RefuseUnsupported(SshConfiguration settings)
    {
        var setting = settings.Proxy ?? (settings.RevokedKeysFiles.Count > 0 ? $"RevokedHostKeys {settings.RevokedKeysFiles[0]}" : null);
        if (setting is not null)
        {
            throw new TrialException(
                $"'{setting}' in the ssh configuration is not supported yet",
                settings.Host,
                "Name a configuration without it (--ssh-config), or give the version yourself (--package-version).",
                ExitStatus.BadInput);
        }
    }
}
