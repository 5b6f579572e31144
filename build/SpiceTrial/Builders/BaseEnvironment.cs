using SpiceTrial.Debian;

namespace SpiceTrial.Builders;

/// <summary>
/// The root file system that isolated builds start from: the suite's buildd variant with the build dependencies, made once
/// a day by mmdebstrap and kept as a folder that is only ever used as the lower layer of an overlay.
/// </summary>
public sealed class BaseEnvironment(Workspace workspace)
{
    /// <summary>Of the user of builds. Debian's policy and systemd give it to nobody; 1000 is the first person of most machines, who
    /// could then reach into the builds of root.</summary>
    public const int Builder = 61100;

    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(30);

    // Under qemu-user it took 15 minutes on two cores that others used too.
    static readonly TimeSpan EmulatedTimeout = TimeSpan.FromHours(2);

    /// <summary>Returns the folder of the base, making it first where it is not there.</summary>
    /// <exception cref="TrialException">BadInput: it is that of an earlier day, and no longer kept.</exception>
    public Task<string> EnsureAsync(BuildRequest request, BuildProgress progress, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(workspace.Environments, BaseKey.Of(request).ToString());
        var tree = new CachedTree(folder, $"{request.Suite}-{request.Architecture}");
        // A run that began yesterday may go on past midnight; what is made now is not the base of an earlier day.
        if (!tree.IsWhole && request.BaseDate < DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1))
            throw new TrialException($"the base environment of {request.BaseDate:yyyy-MM-dd} is no longer kept", folder,
                "Build both arms without --base-date, in one of today", ExitStatus.BadInput);
        return tree.EnsureAsync(() => MakeAsync(request, folder, progress, cancellationToken), progress.Phase, cancellationToken);
    }

    static async Task MakeAsync(BuildRequest request, string folder, BuildProgress progress, CancellationToken cancellationToken)
    {
        progress.Phase($"making the base environment of {request.Suite} {request.Architecture} with the build dependencies");
        var mirror = await Mirror.ForAsync(request.Suite, request.MirrorUri, cancellationToken);
        var call = IsolatedSpace.Call(
            network: true,
            EmbeddedText.Read("make-base.sh"),
            [folder, request.Suite, request.Architecture, request.Source.Dsc, Debian.Mirror.Keyring, $"{Builder}", .. mirror.Lines]);
        await Bootstrap.RunAsync(
            $"the base environment of {request.Suite} {request.Architecture}",
            call with { Timeout = request.Architecture == (await OwnRelease.ReadAsync(cancellationToken)).Architecture
                ? Timeout : EmulatedTimeout, LogFile = request.LogFile,
                Environment = new Dictionary<string, string?> { ["WAY"] = await AptArea.WayAsync(cancellationToken) } },
            progress.Phase,
            "Check the network, the free space and --suite; name another mirror with --mirror",
            cancellationToken);
    }
}
