using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace SpiceTrial.Hosts;

/// <summary>A key that stays in the agent, with one of the algorithms it can sign by.</summary>
sealed class AgentAlgorithm(SshAgent agent, string name, byte[] key, Action<string> refused) : HostAlgorithm(name)
{
    const uint RsaSha256 = 2;
    const uint RsaSha512 = 4;

    /// <summary>The public key in SSH's wire format.</summary>
    public override byte[] Data => key;

    public override byte[] Sign(byte[] data)
    {
        try
        {
            if (agent.Sign(key, data, Flags) is { } signature)
                return signature;
            refused("the agent refused to sign");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            refused($"the agent failed: {e.Message}");
        }

        // The host takes this for a wrong signature, so that the next key has its turn; an exception would end the log-in.
        var wrong = new SshDataStream(0);
        wrong.Write(Name, Encoding.ASCII);
        wrong.WriteBinary(new byte[64]);
        return wrong.ToArray();
    }

    public override bool VerifySignature(byte[] data, byte[] signature) =>
        throw new NotSupportedException("A user's key verifies nothing.");

    uint Flags => Name switch
    {
        _ when Name.StartsWith("rsa-sha2-512", StringComparison.Ordinal) => RsaSha512,
        _ when Name.StartsWith("rsa-sha2-256", StringComparison.Ordinal) => RsaSha256,
        _ => 0,
    };
}
