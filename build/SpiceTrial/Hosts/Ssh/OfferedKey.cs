using Renci.SshNet;
using Renci.SshNet.Security;

namespace SpiceTrial.Hosts;

/// <summary>One of the user's keys, with the algorithms it can sign by, the preferred one first.</summary>
/// <param name="Name">How messages call it: its file, or its comment in the agent.</param>
/// <param name="Algorithms">Never those with SHA-1.</param>
sealed record OfferedKey(string Name, IReadOnlyList<HostAlgorithm> Algorithms)
{
    const string Rsa = "ssh-rsa";
    const string RsaCertificate = "ssh-rsa-cert-v01@openssh.com";

    public static OfferedKey Of(string name, PrivateKeyFile file) =>
        new(name, [.. file.HostKeyAlgorithms.Where(x => x.Name is not (Rsa or RsaCertificate or "ssh-dss"))]);

    public static OfferedKey Of(SshAgent agent, byte[] key, string name, Action<string> refused)
    {
        // A key signs by the algorithm of its type; an RSA key by two that are named otherwise.
        string[] algorithms = PublicKey.Type(key) switch
        {
            Rsa => ["rsa-sha2-512", "rsa-sha2-256"],
            RsaCertificate => ["rsa-sha2-512-cert-v01@openssh.com", "rsa-sha2-256-cert-v01@openssh.com"],
            var type => [type],
        };
        return new(name, [.. algorithms.Select(x => new AgentAlgorithm(agent, x, key, refused))]);
    }
}
