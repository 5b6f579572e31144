using System.Reflection;
using System.Security.Cryptography;

namespace SpiceTrial.Hosts;

/// <summary>
/// What runs on the host: one POSIX shell script that reads it and carries out the transaction, and that needs neither the client nor a
/// network once it has begun. Its parts stand beside this file, in the order of their numbers.
/// </summary>
static class HostScript
{
    /// <summary>Everything that a transaction keeps on a host; gone after a revert.</summary>
    public const string Folder = "/var/lib/spice-trial";

    public const string Path = $"{Folder}/host-transaction.sh";

    const string Prefix = "SpiceTrial.Hosts.Script.";

    public static string Text { get; } = string.Concat(Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(x => x.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(x => EmbeddedText.Read(x[Prefix.Length..])));

    public static string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>A verb of the script, which comes on standard input and is not kept; as root.</summary>
    public static RemoteCommand Verb(params IReadOnlyList<string> words) =>
        new(["sh", "-s", "--", .. words]) { AsRoot = true, Input = Text, Timeout = TimeSpan.FromMinutes(2) };
}
