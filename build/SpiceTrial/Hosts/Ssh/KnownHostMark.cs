namespace SpiceTrial.Hosts;

/// <summary>What an entry of a known_hosts file says about its key.</summary>
enum KnownHostMark
{
    Trusted,
    Revoked,

    /// <summary>The key of a certificate authority: it says nothing about a plain host key.</summary>
    Authority,
}
