using SpiceTrial.Packages;

namespace SpiceTrial.Artifacts;

/// <summary>What a folder of artifacts is called: <c>spice_0.15.1-1+0ntrace128_amd64</c>.</summary>
public static class FolderName
{
    public static string Of(Manifest manifest) => Of(manifest.Chain.ApplyPatch.Source, manifest.Package.Version, manifest.Package.Architecture);

    public static string Of(string source, string version, string architecture) => $"{source}_{DebianVersion.Parse(version).WithoutEpoch}_{architecture}";

    /// <summary>Whether a name says what is in it, so that it may not say something else: <c>results</c> and <c>artifacts</c> do not.</summary>
    internal static bool IsClaim(string name) => name.Contains("ntrace", StringComparison.OrdinalIgnoreCase) || name.Split('_').Length == 3;
}
