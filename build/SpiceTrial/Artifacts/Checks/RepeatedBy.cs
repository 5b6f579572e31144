using SpiceTrial.Builders;

namespace SpiceTrial.Artifacts;

/// <summary>
/// Commands that a person types in the folder of the artifacts. They leave nothing there, where one file more is a failed check, and have
/// no bar, which the README's table would need escaped.
/// </summary>
static class RepeatedBy
{
    /// <summary>Takes packages apart in a new folder, then goes on.</summary>
    /// <param name="variable">That names the folder.</param>
    /// <param name="packages">Paths of packages.</param>
    /// <param name="then">Commands that use the variable.</param>
    public static string Unpacking(string variable, IEnumerable<string> packages, string then) =>
        $"{variable}=$(mktemp -d) && {string.Concat(packages.Select(x => $"dpkg-deb -x {ShellWords.Quote(x)} \"${variable}\" && "))}{then}";

    /// <summary>Gets the archive's own package into a new folder <c>$a</c>, then goes on.</summary>
    public static string WithArchivePackage(ArtifactsInHand artifacts, string then)
    {
        var package = artifacts.Manifest.Package;
        // libspice-server1_VERSION_ARCHITECTURE.deb: where the archive has only a rebuild, it is that one.
        var version = Path.GetFileName(artifacts.ArchivePackage)?.Split('_') is [var name, var served, _] && name == package.Name
            ? served : artifacts.Manifest.Chain.ResolveVersion.BinaryVersion.StockVersion.ToString();
        return $"a=$(mktemp -d) && (cd \"$a\" && apt-get download {ShellWords.Quote($"{package.Name}:{package.Architecture}={version}")}) "
            + $"&& {then}";
    }

    /// <summary>This tool's own verification of exactly this folder.</summary>
    public static string Verification(ArtifactsInHand artifacts, params IEnumerable<string> more)
    {
        var (launcher, folder) = Place(artifacts);
        return ShellWords.Join([launcher, "VerifyArtifacts", "--from", folder, .. more]);
    }

    /// <summary>The control that this folder can be compared with, built, and then the verification of this folder.</summary>
    public static string VerificationWithControl(ArtifactsInHand artifacts)
    {
        var (package, chain) = (artifacts.Manifest.Package, artifacts.Manifest.Chain);
        string[] day = BaseKey.DateOf(chain.DebBuild.Builder.Base) is { } date ? ["--base-date", $"{date:yyyy-MM-dd}"] : [];
        string[] control =
        [
            Place(artifacts).Launcher, "DebBuild", "--control", "--package-version", $"{chain.ResolveVersion.BinaryVersion.StockVersion}",
            "--suite", package.Suite, "--architecture", package.Architecture, .. day,
        ];
        return $"{ShellWords.Join(control)} && {Verification(artifacts)}";
    }

    // A relative path is seen from where the person stands: in the folder itself.
    static (string Launcher, string Folder) Place(ArtifactsInHand artifacts)
    {
        var parent = Path.GetDirectoryName(Path.GetFullPath(artifacts.Folder))!;
        var up = "../";
        for (var root = parent; root is not null; root = Path.GetDirectoryName(root), up += "../")
        {
            if (File.Exists(Path.Combine(root, "build.sh")) && Directory.Exists(Path.Combine(root, ".nuke")))
                return (up + "build.sh", ".");
        }

        return ("./build.sh", artifacts.Folder);
    }
}
