using System.Security.Cryptography;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>What a folder holds: names and hashes, in order.</summary>
static class Snapshot
{
    public static IReadOnlyList<string> Of(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(x => Path.GetFileName(x) != ".lock")
            .Select(x => $"{Path.GetRelativePath(folder, x)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(x)))}")
            .Order(StringComparer.Ordinal),
    ];
}
