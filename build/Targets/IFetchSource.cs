using Nuke.Common;
using Nuke.Common.Utilities.Collections;

/// <summary>Exactly the deployed source, verified.</summary>
interface IFetchSource : IResolveVersion
{
    [Parameter("Debian mirror for sources and the build environment (default: mmdebstrap's own)")]
    string? Mirror => TryGetValue(() => Mirror);

    [Parameter("Snapshot service for versions that the suite has dropped (default: debsnap's own)")]
    string? SnapshotMirror => TryGetValue(() => SnapshotMirror);

    [TargetHelp(Purpose.Build, "Fetches and verifies exactly that source version", "FetchSource --host sf-2")]
    Target FetchSource => _ => _
        .Described<IFetchSource>()
        .DependsOn(ResolveVersion)
        .Executes(async () =>
        {
            var source = await Chain.FetchSourceAsync(Cancelled);
            ReportSummary(x => x.AddPair("Source", $"{source.Source} {source.Version}, signed by {source.Signer}"));
        });
}
