using SpiceTrial.Debian;

namespace SpiceTrial.Builders;

/// <summary>What to build, and how.</summary>
/// <param name="Source">The patched source package.</param>
/// <param name="Suite">The deployed suite.</param>
/// <param name="Architecture">The deployed architecture, Debian's name.</param>
/// <param name="OutputFolder">Where the packages and the log go; exists and is empty.</param>
/// <param name="PackageTests">Whether the package's own tests run.</param>
/// <param name="Jobs">Parallel jobs of the build.</param>
/// <param name="Timeout">For the package build itself.</param>
/// <param name="MirrorUri">Archive for the base and the build dependencies, or <c>null</c> for the default.</param>
/// <param name="BaseDate">The day (UTC) the base environment is of.</param>
public sealed record BuildRequest(
    PatchedSource Source, string Suite, string Architecture, string OutputFolder, bool PackageTests, int Jobs, TimeSpan Timeout,
    string? MirrorUri, DateOnly BaseDate)
{
    public string LogFile => Path.Combine(OutputFolder, "build.log");

    /// <summary>Whether all that must not matter is another than usual: the folder, the locale, the time zone; and nothing comes from the
    /// compiler cache. Default: no.</summary>
    public bool Varied { get; init; }

    /// <summary>What runs in an isolated environment.</summary>
    public string Script => (Varied ? "SOURCE=/build/another/folder/with/a/longer/name LOCALE=C ZONE=XXX-14 VARY=1\n" : "")
        + EmbeddedText.Read("kept-tree.sh") + EmbeddedText.Read("build-package.sh");

    /// <summary>DEB_BUILD_OPTIONS, Debian Policy 4.9.1.</summary>
    public string BuildOptions => $"parallel={Jobs}" + (PackageTests ? "" : " nocheck");
}
