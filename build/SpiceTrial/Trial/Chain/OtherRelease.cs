using SpiceTrial.Debian;

namespace SpiceTrial.Trial;

/// <summary>
/// <c>--suite</c> with another release than the host is known to run asks for that release's own version: no host has to be read, and the
/// deployed version may not exist there.
/// </summary>
sealed class OtherRelease(ChainSettings settings, IChainOutput output)
{
    public const string Source = "spice";

    /// <summary>The version that the suite has now; <c>null</c> where the host's own version is meant.</summary>
    public async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        var path = Hosts.HostName.RecordFile(Path.Combine(settings.Root, "sessions", "hosts"), settings.Hypervisor);
        if (settings.Suite is not { } suite || settings.RequireLive || !File.Exists(path)
            || (await RecordFile.ReadAsync<ResolvedPackage>(path, cancellationToken)).Suite == suite)
            return null;
        output.Phase($"{settings.Hypervisor} is not known to run {suite}: asking {suite} which {Source} it has");
        return (await SuiteVersion.NewestAsync(Source, suite, settings.Mirror, cancellationToken)).ToString();
    }
}
