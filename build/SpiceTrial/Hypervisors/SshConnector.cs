using Renci.SshNet;

namespace SpiceTrial.Hypervisors;

/// <summary>Connects with SSH.NET, by OpenSSH's configuration and known_hosts, neither of which SSH.NET reads itself.</summary>
/// <param name="prompt">Asks for passphrases and passwords. Default: nobody is asked.</param>
public sealed class SshConnector(ISecretPrompt? prompt = null) : IHostConnector
{
    readonly Secrets secrets = new(prompt ?? new NobodyToAsk());

    public async Task<IHostConnection> ConnectAsync(string host, string? configuration, CancellationToken cancellationToken)
    {
        var settings = await SshConfigurationReader.ReadAsync(host, configuration, cancellationToken);
        RefuseUnsupported(settings);
        var known = await KnownHosts.FindAsync(settings, cancellationToken);
        var identities = await Identities.FindAsync(settings, secrets, cancellationToken);
        var logIn = new SshLogIn(settings, () => new HostKeyCheck(settings, configuration, known), identities);
        try
        {
            return new SshConnection(logIn, await logIn.OpenAsync(info => new SshClient(info), cancellationToken), secrets);
        }
        catch
        {
            logIn.Dispose();
            throw;
        }
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
