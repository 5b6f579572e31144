namespace SpiceTrial.Sessions;

/// <summary>
/// libvirt's line at a domain's start: <c>9.0.0, package: 9.0.0-4+deb12u2 (Debian), qemu version: 7.2.22Debian 1:7.2+dfsg-7+deb12u18+b3,
/// kernel: 6.1.0, hostname: sf-2</c>.
/// </summary>
static class HostLine
{
    public static HostVersions Read(string text) =>
        new(After(text, "package: ") ?? text.Split(',')[0], After(text, "qemu version: "), After(text, "kernel: "),
            After(text, "hostname: "));

    static string? After(string text, string key) =>
        text.Split(key, 2) is [_, var rest] ? rest.Split(", ")[0].Trim() : null;
}
