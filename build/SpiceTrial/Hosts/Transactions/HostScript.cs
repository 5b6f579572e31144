using System.Reflection;
using System.Security.Cryptography;

namespace SpiceTrial.Hosts;

/// <summary>
/// The transaction as it runs on the host: one POSIX shell script that needs neither the client nor a network once it has begun.
/// Its parts stand in <c>Host/</c>, in the order of their numbers.
/// </summary>
static class HostScript
{
    /// <summary>Everything that a transaction keeps on a host; gone after a revert.</summary>
    public const string Folder = "/var/lib/spice-trial";

    public const string FileName = "host-transaction.sh";

    public const string Path = $"{Folder}/{FileName}";

    const string Prefix = "SpiceTrial.Hosts.Transactions.Host.";

    static readonly Lazy<string> All = new(Join);

    public static string Text => All.Value;

    public static string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(All.Value)));

    static string Join()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return string.Concat(assembly.GetManifestResourceNames().Where(x => x.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(x =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(x)!);
            return reader.ReadToEnd();
        }));
    }
}
