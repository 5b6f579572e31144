using Renci.SshNet;

namespace SpiceTrial.Hosts;

/// <summary>Which host key algorithms to offer, and in which order.</summary>
static class HostKeyOrder
{
    /// <summary>
    /// Puts the algorithms of the known key types first, as OpenSSH does: a host with several keys then shows the one that can be
    /// checked. Certificates are not offered (their authorities can't be checked yet), nor SHA-1 and DSA.
    /// </summary>
    public static void Apply(ConnectionInfo connection, IReadOnlyList<string> knownTypes)
    {
        var usable = connection.HostKeyAlgorithms
            .Where(x => !x.Key.Contains("-cert-", StringComparison.Ordinal) && x.Key is not ("ssh-rsa" or "ssh-dss"))
            .OrderBy(x => knownTypes.Contains(KeyType(x.Key)) ? 0 : 1)
            .ToList();
        connection.HostKeyAlgorithms.Clear();
        foreach (var (name, create) in usable)
            connection.HostKeyAlgorithms.Add(name, create);
    }

    // An RSA key signs under several algorithm names.
    static string KeyType(string algorithm) => algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : algorithm;
}
