using System.Text;
using SpiceTrial.Artifacts;
using SpiceTrial.Json;

namespace SpiceTrial.Reports;

/// <summary>The first, honest draft of the upstream issue: what the source says and what was built. Nothing was measured yet, and it says so.</summary>
public static class UpstreamIssueDraft
{
    /// <summary>Writes the generated part of <paramref name="path"/>; what a person wrote outside of it stays.</summary>
    public static async Task<string> WriteAsync(string path, ArtifactsFolder artifacts, CancellationToken cancellationToken)
    {
        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null;
        var text = GeneratedPart.Replace(existing, Text(artifacts.Manifest), path);
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken);
        return path;
    }

    static string Text(Manifest manifest)
    {
        var (package, chain) = (manifest.Package, manifest.Chain);
        return $$"""
            # Stream detection may lose a video when draws are evicted: the trace ring holds only 8 entries

            **Status: draft. Not measured yet:** no session with this build has been compared with stock, and no lab run is attached.
            Do not file this before the sections marked *not measured* are filled from evidence, which may also refute it.

            ## Summary

            Under memory pressure `display_channel_free_some` evicts up to 64 draws (`RED_RELEASE_BUNCH_SIZE`) at once. Each streamable draw among
            them writes one entry of `items_trace`, which has `NUM_TRACE_ITEMS` = 8 (`server/display-channel-private.h:23-25`). The hypothesis: a video's
            own entry is overwritten before its next frame looks for it, its count of frames starts again, and the stream never comes back.

            ## Versions

            - spice-server {{package.SourceVersion}} (Debian {{package.Suite}}, {{package.Architecture}}); deployed: {{chain.ResolveVersion.BinaryVersion}} on {{chain.ResolveVersion.Host}}, {{(manifest.Origin == Packages.Origin.Live ? "read from the host" : "a recorded value, not read from the host in this run")}}
            - trial build {{package.Version}}, builder {{manifest.Builder.Name}} ({{manifest.Builder.Detail}})

            ## Reproduction

            *Not measured.* No reproducer has run yet.

            ## Expected and actual

            *Not measured.* Creates and re-engagements by region, stock against {{manifest.TraceItems}} entries, are missing.

            ## Proposed change

            ```diff
             server/display-channel-private.h
            -#define TRACE_ITEMS_SHIFT 3
            +#define TRACE_ITEMS_SHIFT {{Packages.TraceItems.From(manifest.TraceItems).Shift}}
            ```

            Cost: an entry is 56 bytes, so {{manifest.TraceItems}} entries take {{manifest.TraceItems * 56}} bytes per display channel instead of 448, and a look-up walks {{manifest.TraceItems}} entries instead of 8.

            ## What speaks against it

            - It can't help where `free_some` never runs, or where the evicted draws do not include the video.
            - With `streaming-video=all`, a larger ring may also keep small widgets' chains alive; they can take all 50 stream slots. *Not measured* on this build.
            - Alternatives: match the newest entry instead of the last array slot; fewer entries, e.g. 64.

            """;
    }
}
