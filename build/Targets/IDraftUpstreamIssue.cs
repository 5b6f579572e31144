using Nuke.Common;
using Nuke.Common.Utilities.Collections;

/// <summary>The upstream issue, from what is known so far.</summary>
interface IDraftUpstreamIssue : IPackageArtifacts
{
    Target DraftUpstreamIssue => _ => _
        .Description("Drafts the upstream issue from the manifest")
        .DependsOn(PackageArtifacts)
        .Executes(async () =>
        {
            var path = await Chain.DraftUpstreamIssueAsync(Cancelled);
            ReportSummary(x => x.AddPair("Draft", Path.GetRelativePath(RootDirectory, path)));
        });
}
