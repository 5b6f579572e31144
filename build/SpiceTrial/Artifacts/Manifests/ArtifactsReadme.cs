using System.Text.Json;
using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>README.md of a published folder: what this is, how it was made, how to install, hold and revert it. The text is
/// <c>artifacts-readme.md</c>.</summary>
static partial class ArtifactsReadme
{
    public static string Write(Manifest manifest)
    {
        var chain = manifest.Chain;
        var json = JsonSerializer.SerializeToNode(manifest, RecordJson.Options);
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["change"] = manifest.TraceItems == TraceItems.Stock
                ? "**Control build**: the unpatched source, built the same way as the patched one, so that the toolchain's effects are not "
                    + "taken for the patch's."
                : $"**Trial build**: `NUM_TRACE_ITEMS` of spice-server is {manifest.TraceItems} instead of 8. It tests a hypothesis on ONE "
                    + "hypervisor; it is not a fix and not for general use.",
            ["warnings"] = string.Concat(manifest.Warnings.Select(x => $"\n> **Warning:** {x}"))
                + (manifest.Warnings.Count > 0 ? "\n" : ""),
            // Where no host was read, or one that has our build, the version is the source's, of which the archive may have only a rebuild
            // (+b1). Beside our build, which sorts above every one, apt is told the release.
            ["ofStock"] = chain.ResolveVersion.BinaryVersion.OurTraceItems is not null ? $"/{manifest.Package.Suite}"
                : chain.ResolveVersion.FirstOrigin == FirstOrigin.CommandLine ? "" : $"={chain.ResolveVersion.BinaryVersion}",
            ["patches"] = chain.ApplyPatch.Patches.Count == 0
                ? "none" : string.Join(", ", chain.ApplyPatch.Patches.Select(x => $"`{x.Name}` (sha256 {x.Sha256})")),
            ["tools"] = string.Join(", ", chain.DebBuild.Tools.Select(x => $"{x.Key} {x.Value}")),
            ["checks"] = string.Join("\n", manifest.Verification.Checks.Select(Row)),
            ["ring"] = $"{manifest.TraceItems}",
            ["deb"] = new ArtifactsFolder("", manifest).Library.Name,
            ["files"] = string.Join("\n", manifest.Files.Where(x => x.Name != "README.md").OrderBy(x => x.Name, StringComparer.Ordinal)
                .Select(x => $"- `{x.Name}`  \n  sha256 {x.Sha256}{(x.BuildId is null ? "" : $", build-id {x.BuildId}")}")),
        };
        // The rest are keys of manifest.json.
        return Place().Replace(EmbeddedText.Read("artifacts-readme.md"), x => values.GetValueOrDefault(x.Groups[1].Value)
            ?? x.Groups[1].Value.Split('.').Aggregate(json, (node, key) => node![key])!.GetValue<string>());
    }

    static string Row(VerificationCheck check) =>
        $"| {check.Name} | {Printable.Word(check.Outcome)} | {Cell(check.Finding)} "
        + $"| {(check.Command.Length == 0 ? "" : $"`{Cell(check.Command)}`")} |";

    // A bar would begin the next column, in code as well.
    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex(@"\{([\w.]+)\}")]
    private static partial Regex Place();
}
