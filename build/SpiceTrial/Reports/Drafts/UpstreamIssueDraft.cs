namespace SpiceTrial.Reports;

/// <summary>The upstream issue, from what is known so far. What was not measured says so; a negative result changes the text, not a word of
/// it.</summary>
public static class UpstreamIssueDraft
{
    /// <summary>Writes the generated part of <paramref name="path"/>; what a person wrote outside of it stays.</summary>
    /// <param name="path">Of the draft.</param>
    /// <param name="evidence">What it is written from.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <param name="warn">Is told of measurements that the draft had and no longer has.</param>
    public static async Task<string> WriteAsync(
        string path, TrialEvidence evidence, CancellationToken cancellationToken, Action<string>? warn = null)
    {
        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null;
        var text = GeneratedPart.Replace(existing, Text(evidence), path);
        foreach (var loss in DraftLoss.Of(existing, text, path))
            warn?.Invoke(loss);
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken);
        return path;
    }

    public static string Text(TrialEvidence evidence)
    {
        var (manifest, package, chain) = (evidence.Manifest, evidence.Manifest.Package, evidence.Manifest.Chain);
        return $"""
            {IssueOpening.Text(evidence)}

            ## Versions

            - spice-server {package.SourceVersion} (Debian {package.Suite}, {package.Architecture}); deployed: {chain.ResolveVersion.BinaryVersion} on {chain.ResolveVersion.Host}, {(manifest.Origin == Debian.Origin.Live ? "read from the host" : "a recorded value, not read from the host in this run")}
            - trial build {package.Version}, builder {manifest.Builder.Name} ({manifest.Builder.Detail})

            ## Configuration

            - QXL, `streaming-video` {Mode(evidence)}; debug lines need `<qemu:env name='G_MESSAGES_DEBUG' value='all'/>` in the domain
            - one library per arm, proven by the build-id that the process mapped where the arm says so; everything else the same

            ## Reproduction

            {IssueLab.Reproducer(evidence.Lab)}
            2. With a guest: a QXL guest with little video memory, a video of 5 frames a second or more in one rectangle, and 8 or more small opaque draws elsewhere
               between two of its frames, so that OOMs evict (`display_channel_free_some` in the log) at least every 20 frames.
            3. Count `display_channel_create_stream` of the video's rectangle after `video_stream_stop`, not all of them: widgets dominate an undivided count.

            ## Expected

            The stream of a video that plays on comes back within about 20 frames after it was lost, also under memory pressure.

            ## Actual, by region

            {IssueMeasurements.Actual(evidence)}

            ## Analysis

            {IssueAnalysis.Text(evidence)}

            ## Proposed change

            {IssueAnalysis.Change(evidence)}

            ## Measurements

            {IssueMeasurements.Measurements(evidence)}

            ## What speaks against it

            {IssueAnalysis.Limits(evidence)}

            ## Alternatives

            {IssueAnalysis.Alternatives}

            ## Attachments

            - the patch ({(chain.ApplyPatch.Patches.Count == 0 ? "none: this is the control build" : string.Join(", ", chain.ApplyPatch.Patches.Select(x => $"`{x.Name}`, sha256 {x.Sha256}")))})
            {(evidence.Comparisons.Count == 0 ? "- logs and `comparison.json`: *none yet*" : "- the runs' logs (qemu's, debug lines on), `comparison.json` and the report with its timelines")}
            {(evidence.Lab is null ? "- `lab.json`: *none yet*" : "- `lab.json` with the cells' logs")}

            """;
    }

    static string Mode(TrialEvidence evidence) =>
        evidence.Comparisons.SelectMany(x => x.Guards)
            .FirstOrDefault(x => x.Name == Verdicts.GuardNames.Mode)?.Finding is { } finding
                ? $"({MarkdownText.Escape(finding.TrimEnd('.'))})" : "as deployed (*not measured*)";
}
