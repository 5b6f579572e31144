using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial;
using SpiceTrial.Hypervisors;
using SpiceTrial.Packages;

/// <summary>Which version the hypervisor runs: the first record of the chain.</summary>
interface IResolveVersion : INukeBuild, ICanBeCancelled
{
    [Parameter("Hypervisor to read the version from, as ssh knows it (--host does the same)")]
    string? Hypervisor => TryGetValue(() => Hypervisor);

    [Parameter("Build for this version and ask no host")]
    string? PackageVersion => TryGetValue(() => PackageVersion);

    [Parameter("Debian suite, instead of the host's")]
    string? Suite => TryGetValue(() => Suite);

    [Parameter("Debian architecture, instead of the host's")]
    string? Architecture => TryGetValue(() => Architecture);

    [Parameter("A host that can't be reached is an error, instead of a warning and its recorded version")]
    bool RequireLive => TryGetValue<bool?>(() => RequireLive) ?? false;

    [Parameter("ssh configuration file, instead of your own")]
    string? SshConfig => TryGetValue(() => SshConfig);

    Target ResolveVersion => _ => _
        .Description("Read the version of the spice library from the hypervisor")
        .Executes(async () => Report(await ResolveAsync()));

    /// <summary>The version by the parameters above; a live reading is kept in <c>sessions/hosts</c>.</summary>
    sealed Task<ResolvedPackage> ResolveAsync() => new ResolveVersion(new SshConnector(), TimeProvider.System).RunAsync(
        new(Hypervisor ?? throw new TrialException("No hypervisor is named", hint: "Add --host NAME.", status: ExitStatus.BadInput), RootDirectory / "sessions" / "hosts")
        {
            PackageVersion = PackageVersion,
            Suite = Suite,
            Architecture = Architecture,
            RequireLive = RequireLive,
            SshConfig = SshConfig,
        },
        Cancelled);

    /// <summary>Shows what was found, with its warnings, in the log and the summary.</summary>
    sealed void Report(ResolvedPackage package)
    {
        foreach (var warning in package.Warnings)
            Log.Warning("{Warning:l}", warning);
        Log.Information("{Package:l} {Version} for {Host:l}: source {Source:l} {SourceVersion}, {Suite:l}, {Architecture:l}",
            package.BinaryPackage, package.BinaryVersion, package.Host, package.SourcePackage, package.SourceVersion, package.Suite, package.Architecture);
        ReportSummary(_ => _
            .AddPair("Version", package.BinaryVersion.ToString())
            .AddPair("Origin", package.Origin == Origin.Live ? "live" : "recorded"));
    }
}
