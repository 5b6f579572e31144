namespace SpiceTrial.Sessions;

/// <summary>
/// libvirt's line at a domain's start: <c>9.0.0, package: 9.0.0-4+deb12u2 (Debian), qemu version: 7.2.22Debian 1:7.2+dfsg-7+deb12u18+b3,
/// kernel: 6.1.0, hostname: sf-2</c>.
/// </summary>
static class HostLine
{
    public static HostVersions Read(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var libvirt = After(text, "package: ") ?? (comma < 0 ? text : text[..comma]);
        return new(libvirt, After(text, "qemu version: "), After(text, "kernel: "), After(text, "hostname: "));
    }

    static string? After(string text, string key)
    {
        var start = text.IndexOf(key, StringComparison.Ordinal);
        if (start < 0)
            return null;
        var rest = text[(start + key.Length)..];
        var end = rest.IndexOf(", ", StringComparison.Ordinal);
        return (end < 0 ? rest : rest[..end]).Trim();
    }
}
