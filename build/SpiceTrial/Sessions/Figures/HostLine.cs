namespace SpiceTrial.Sessions;

/// <summary>
/// libvirt's line at a domain's start: <c>9.0.0, package: 9.0.0-4+deb12u2 (Debian), qemu version: 7.2.22Debian 1:7.2+dfsg-7+deb12u18+b3,
/// kernel: 6.1.0, hostname: sf-2</c>.
/// </summary>
static partial class HostLine
{
    public static HostVersions Read(string text) =>
        new(After(text, "package: ") ?? Value(text.Split(',')[0]), After(text, "qemu version: "), After(text, "kernel: "),
            After(text, "hostname: "));

    static string? After(string text, string key) =>
        text.Split(key, 2) is [_, var rest] ? Value(rest.Split(", ")[0]) : null;

    /// <summary>It ends where its own characters end: quotes and colours are somebody else's.</summary>
    static string Value(string text) => OfValue().Match(text).Value.Trim();

    [GeneratedRegex("^[A-Za-z0-9 .:+~_()/@-]*")]
    private static partial Regex OfValue();
}
