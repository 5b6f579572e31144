using Nuke.Common;
using Nuke.Common.Utilities.Collections;

/// <summary>Which libspice-server1 the hypervisor has.</summary>
interface IResolveVersion : IHazChain, IHazHypervisor
{
    [Parameter("Version of libspice-server1 to build for (default: the hypervisor's)")]
    string? PackageVersion => TryGetValue(() => PackageVersion);

    [Parameter("Debian suite (default: the hypervisor's)")]
    string? Suite => TryGetValue(() => Suite);

    [Parameter("Debian architecture (default: the hypervisor's)")]
    string? Architecture => TryGetValue(() => Architecture);

    [Parameter("Fail when the hypervisor can't be read, instead of using its recorded version")]
    bool RequireLive => TryGetValue<bool?>(() => RequireLive) ?? false;

    [TargetHelp(Purpose.Build, "Reads over SSH which libspice-server1 the hypervisor has", "ResolveVersion --host sf-2")]
    Target ResolveVersion => _ => _
        .Described<IResolveVersion>()
        .Executes(async () =>
        {
            var resolved = await Chain.ResolveVersionAsync(Cancelled);
            ReportSummary(x => x.AddPair("Version",
                $"{resolved.Source} {resolved.SourceVersion}, {resolved.Suite} {resolved.Architecture} ({resolved.Origin})"));
        });
}
