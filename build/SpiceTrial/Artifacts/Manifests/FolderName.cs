using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>What a folder of artifacts is called: <c>spice_0.15.1-1+0ntrace128_amd64</c>.</summary>
public static partial class FolderName
{
    public static string Of(Manifest manifest) =>
        Of(manifest.Chain.ApplyPatch.Source, manifest.Package.Version, manifest.Package.Architecture);

    public static string Of(string source, string version, string architecture) =>
        $"{source}_{DebianVersion.Parse(version).WithoutEpoch}_{architecture}";

    /// <summary>Whether a name says that something else is in it: another source, version and architecture, or another ring. <c>results</c>
    /// and <c>copy of ...</c> say nothing.</summary>
    internal static bool Denies(string name, Manifest manifest)
    {
        var own = Of(manifest);
        if (name == own)
            return false;
        return Form().IsMatch(name) || Ring().Matches(name).Any(x => x.Groups[1].Value != $"{manifest.TraceItems}");
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.+-]*_[0-9][^_]*_(amd64|arm64)\z")]
    internal static partial Regex Form();

    [GeneratedRegex(@"ntrace([0-9]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Ring();
}
