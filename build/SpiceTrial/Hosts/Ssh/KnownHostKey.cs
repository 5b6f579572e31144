namespace SpiceTrial.Hosts;

/// <summary>One key that a known_hosts file has for a host.</summary>
/// <param name="Marker">Empty where the key is trusted; else the entry's own word.</param>
/// <param name="KeyType">As in the file, e.g. <c>ssh-ed25519</c>.</param>
/// <param name="Key">The key in SSH's wire format.</param>
/// <param name="File">The file with the entry.</param>
sealed record KnownHostKey(string Marker, string KeyType, byte[] Key, string File)
{
    public const string Revoked = "@revoked";

    public bool IsTrusted => Marker.Length == 0;

    public bool IsRevoked => Marker == Revoked;

    /// <summary>The key of a certificate authority: it says nothing about a plain host key.</summary>
    public bool IsOfAuthority => Marker == "@cert-authority";

    /// <summary>
    /// Reads a line that <c>ssh-keygen -F</c> found: an optional marker, names, type, key. <c>null</c> for a comment or a damaged key:
    /// OpenSSH passes over those too, and nothing is trusted by passing over it.
    /// </summary>
    public static KnownHostKey? Parse(string line, string file)
    {
        var words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var marker = words is [['@', ..] first, ..] ? first : "";
        if ((marker.Length > 0 ? words[1..] : words) is not [[not '#', ..], var type, var text, ..])
            return null;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) ? new(marker, type, key[..length], file) : null;
    }
}
