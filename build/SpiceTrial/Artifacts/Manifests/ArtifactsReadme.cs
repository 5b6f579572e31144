using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>README.md of a published folder: what this is, how it was made, how to install, hold and revert it.</summary>
static class ArtifactsReadme
{
    public static string Write(Manifest manifest)
    {
        var (package, chain) = (manifest.Package, manifest.Chain);
        var deb = manifest.Files.Single(
            x => x.Name.StartsWith(package.Name + "_", StringComparison.Ordinal) && x.Name.EndsWith(".deb", StringComparison.Ordinal)).Name;
        var change = manifest.TraceItems == TraceItems.Stock
            ? "**Control build**: the unpatched source, built the same way as the patched one, so that the toolchain's effects are not "
                + "taken for the patch's."
            : $"**Trial build**: `NUM_TRACE_ITEMS` of spice-server is {manifest.TraceItems} instead of 8. It tests a hypothesis on ONE "
                + "hypervisor; it is not a fix and not for general use.";
        var warnings = manifest.Warnings.Count == 0 ? "" : $"\n{string.Join("\n", manifest.Warnings.Select(x => $"> **Warning:** {x}"))}\n";
        return $"""
            # {package.Name} {package.Version} ({package.Suite}, {package.Architecture})

            {change}
            {warnings}
            ## How it was made

            | | |
            |---|---|
            | deployed version | {chain.ResolveVersion.BinaryVersion} on {chain.ResolveVersion.Host} ({Word(manifest.Origin)}, {chain.ResolveVersion.ReadFrom}) |
            | source | {chain.FetchSource.Source} {package.SourceVersion}, {chain.FetchSource.Origin}, signed by {chain.FetchSource.Signer} |
            | patch | {(chain.ApplyPatch.Patches.Count == 0 ? "none" : string.Join(", ", chain.ApplyPatch.Patches.Select(x => $"`{x.Name}` (sha256 {x.Sha256})")))} |
            | builder | {manifest.Builder.Name}: {manifest.Builder.Detail} |
            | toolchain | {string.Join(", ", chain.DebBuild.Tools.Select(x => $"{x.Key} {x.Value}"))} |
            | package tests | {chain.DebBuild.PackageTests} |

            ## What was checked

            | check | outcome | finding | command |
            |---|---|---|---|
            {string.Join("\n", manifest.Verification.Checks.Select(x => $"| {x.Name} | {Word(x.Outcome)} | {Cell(x.Finding)} | {(x.Command.Length == 0 ? "" : $"`{Cell(x.Command)}`")} |"))}

            The commands are for this folder on Debian 12 with the programs that they name, and leave nothing in it. `apt-get source` needs a `deb-src` line for {package.Suite} in apt's
            sources, `apt-get download` a `deb` line. Those of `build.sh` are for this folder where it was built, in the project.

            ## Install, hold, revert

            Keep the stock package on the host *before* you install: archives drop old versions, and a revert must not need the network.

                apt-get download {package.Name}={chain.ResolveVersion.BinaryVersion}
                sudo dpkg -i {deb}
                sudo apt-mark hold {package.Name}       # after dpkg -i, which clears a hold
                sudo systemctl restart libvirtd

            Running VMs keep the old library until they are destroyed and started again; a reboot from inside does not change that.

                sudo dpkg -i {package.Name}_{chain.ResolveVersion.BinaryVersion.WithoutEpoch}_{package.Architecture}.deb
                sudo apt-mark unhold {package.Name}
                sudo systemctl restart libvirtd

            Do not revert with `apt-get install --reinstall {package.Name}`: no archive serves this version, so apt says that it can't be
            downloaded, exits 0 and changes nothing.

            The version sorts above {package.SourceVersion} and below its next binary NMU or security update: once the hold is gone, an update replaces it.

            ## Files

            {string.Join("\n", manifest.Files.Where(x => x.Name != "README.md").OrderBy(x => x.Name, StringComparer.Ordinal).Select(x => $"- `{x.Name}`  \n  sha256 {x.Sha256}{(x.BuildId is null ? "" : $", build-id {x.BuildId}")}"))}

            `manifest.json` has all of this for programs, `provenance.json` says from what it was built (in-toto, SLSA).
            `./build.sh VerifyArtifacts --from FOLDER` holds all of it against the files again.

            """;
    }

    // A bar would begin the next column, in code as well.
    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    static string Word(Enum value) => value switch
    {
        CheckOutcome.NotChecked => "not checked",
        _ => value.ToString().ToLowerInvariant(),
    };
}
