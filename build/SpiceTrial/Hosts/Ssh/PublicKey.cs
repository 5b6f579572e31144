using System.Security.Cryptography;
using Renci.SshNet.Common;

namespace SpiceTrial.Hosts;

/// <summary>What can be told of a public key in SSH's wire format.</summary>
static class PublicKey
{
    /// <summary>Its fingerprint as OpenSSH shows it: <c>SHA256:</c> and base64 without padding.</summary>
    public static string Fingerprint(byte[] key) => $"SHA256:{Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=')}";

    /// <summary>Its first string: the type.</summary>
    public static string Type(byte[] key)
    {
        try
        {
            using var data = new SshDataStream(key);
            return Printable.Show(data.ReadString(Encoding.ASCII));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return "unknown";
        }
    }
}
