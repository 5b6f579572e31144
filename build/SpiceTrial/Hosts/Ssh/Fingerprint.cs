using System.Security.Cryptography;

namespace SpiceTrial.Hosts;

/// <summary>Fingerprints of public keys.</summary>
static class Fingerprint
{
    /// <summary>As OpenSSH shows it: <c>SHA256:</c> and base64 without padding.</summary>
    public static string Of(byte[] key) => $"SHA256:{Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=')}";
}
