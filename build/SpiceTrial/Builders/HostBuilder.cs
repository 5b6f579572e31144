using SpiceTrial.Debian;

namespace SpiceTrial.Builders;

/// <summary>Builds on this machine itself, with whatever is installed on it. Its packages can't be compared with those of the isolated
/// builders.</summary>
public sealed class HostBuilder(Workspace workspace, Prerequisites prerequisites) : IBuilder
{
    /// <summary>Its name.</summary>
    public const string Own = "host";

    public string Name => Own;

    public async Task<BuilderCheck> CheckAsync(string suite, string architecture, CancellationToken cancellationToken)
    {
        var own = await OwnRelease.ReadAsync(cancellationToken);
        return own == new OwnRelease(suite, architecture)
            ? new BuilderCheck(true, $"this machine is {suite} {architecture} itself; the result is not comparable with isolated builds")
            : new BuilderCheck(false, $"this machine is {own.Suite} {own.Architecture}, the target is {suite} {architecture}",
                "Use --builder chroot or container");
    }

    public async Task<BuilderRecord> BuildAsync(BuildRequest request, BuildProgress progress, CancellationToken cancellationToken)
    {
        await prerequisites.EnsureAsync(["dpkg-buildpackage", "fakeroot", "ip"], cancellationToken);
        using var cache = CompilerCache.Use(workspace, request);
        var scratch = Directory.CreateDirectory(Path.Combine(request.OutputFolder, "..", "scratch")).FullName;
        try
        {
            var tree = Path.Combine(scratch, "source");
            (await Programs.RunAsync(new ProgramCall(
                "dpkg-source", "--no-check", "--extract", request.Source.Dsc, tree) { WorkingDirectory = scratch }, cancellationToken))
                .OrThrow("the source can't be unpacked");
            await EnsureBuildDependenciesAsync(request, tree, progress, cancellationToken);
            var offline = (await IsolatedSpace.CheckAsync(cancellationToken)).Works;
            await PackageBuild.RunAsync(request, Call(request, tree, offline), progress, cancellationToken);
            foreach (var file in new DirectoryInfo(scratch).EnumerateFiles()
                .Where(x => x is { LinkTarget: null, Extension: ".deb" or ".buildinfo" or ".changes" }))
                file.CopyTo(Path.Combine(request.OutputFolder, file.Name));
            return new BuilderRecord(Name, offline ? "network off" : "network ON: no namespaces here", "", Isolated: false, Base: null);
        }
        finally
        {
            // Nothing in it is a mapped user's, and namespaces may not be allowed here.
            OwnFolder.Delete(scratch);
        }
    }

    ProgramCall Call(BuildRequest request, string tree, bool offline)
    {
        string[] build = ["dpkg-buildpackage", "-us", "-uc", "-b", $"-j{request.Jobs}"];
        return (offline ? IsolatedSpace.Call(network: false, "ip link set lo up; exec \"$@\"", build)
            : new ProgramCall(build[0], build[1..])) with
        {
            WorkingDirectory = tree,
            Environment = new Dictionary<string, string?>
            {
                ["DEB_BUILD_OPTIONS"] = request.BuildOptions,
                ["TZ"] = "UTC",
                ["PATH"] = (Directory.Exists("/usr/lib/ccache") ? "/usr/lib/ccache:" : "") + "/usr/sbin:/usr/bin:/sbin:/bin",
                ["CCACHE_DIR"] = CompilerCache.Folder(workspace, request),
                ["CCACHE_UMASK"] = "000",
            },
        };
    }

    static async Task EnsureBuildDependenciesAsync(
        BuildRequest request, string tree, BuildProgress progress, CancellationToken cancellationToken)
    {
        var check = await Programs.RunAsync(new ProgramCall("dpkg-checkbuilddeps") { WorkingDirectory = tree }, cancellationToken);
        if (check.ExitCode == 0)
            return;
        var hint =
            $"Run `sudo apt-get build-dep {ShellWords.Quote(request.Source.Dsc)}`, or use --builder chroot, which leaves this machine "
            + "as it is";
        if (!IsolatedSpace.IsRoot)
            throw new TrialException($"build dependencies are missing: {check.Error.Trim()}", Environment.MachineName, hint);
        await AptConsent.GetAsync([$"what {Path.GetFileName(request.Source.Dsc)} needs to be built"],
            $"sudo apt-get build-dep {ShellWords.Quote(request.Source.Dsc)}", cancellationToken);
        progress.Phase("installing the build dependencies on this machine, because --builder host was asked for");
        (await Prerequisites.AptAsync(["build-dep", "--yes", "--no-install-recommends", request.Source.Dsc], cancellationToken))
            .OrThrow("the build dependencies can't be installed", hint);
    }
}
