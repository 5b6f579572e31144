using Nuke.Common;
using Nuke.Common.Utilities.Collections;

/// <summary>Which libspice-server1 the hypervisor has.</summary>
interface IResolveVersion : IHazChain, IHazHypervisor
{
    [Parameter("Version of libspice-server1 to build for, instead of asking the hypervisor")]
    string? PackageVersion => TryGetValue(() => PackageVersion);

    [Parameter("Debian suite, instead of the hypervisor's")]
    string? Suite => TryGetValue(() => Suite);

    [Parameter("Debian architecture, instead of the hypervisor's")]
    string? Architecture => TryGetValue(() => Architecture);

    [Parameter("Fail when the hypervisor can't be read, instead of using its recorded version")]
    bool RequireLive => TryGetValue<bool?>(() => RequireLive) ?? false;

    Target ResolveVersion => _ => _
        .Description("Reads over SSH which libspice-server1 the hypervisor has")
        .Executes(async () =>
        {
            var resolved = await Chain.ResolveVersionAsync(Cancelled);
            ReportSummary(x => x.AddPair("Version",
                $"{resolved.Source} {resolved.SourceVersion}, {resolved.Suite} {resolved.Architecture} ({resolved.Origin})"));
        });
}
