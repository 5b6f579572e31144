using Nuke.Common;
using Nuke.Common.Utilities.Collections;

/// <summary>The operator's instructions for the patched session.</summary>
[AlsoReads(nameof(ICapture.Tag))]
interface IDraftInstructions : IDraftUpstreamIssue
{
    [Parameter("File of the instructions (default: sessions/007.md)")]
    string? InstructionsFile => TryGetValue(() => InstructionsFile);

    [TargetHelp(Purpose.Publish, "Writes the operator's instructions with real versions", "DraftInstructions --tag 007a-patched --skip")]
    Target DraftInstructions => _ => _
        .Described<IDraftInstructions>()
        .DependsOn(PackageArtifacts)
        .Executes(async () =>
        {
            var path = await Chain.DraftInstructionsAsync(Drafts, Cancelled);
            ReportSummary(x => x.AddPair("Instructions", Path.GetRelativePath(RootDirectory, path)));
        });
}
