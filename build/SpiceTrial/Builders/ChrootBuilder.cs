namespace SpiceTrial.Builders;

/// <summary>Builds in an overlay over the base environment, entered with unshare and chroot. Root is not needed.</summary>
public sealed class ChrootBuilder(Workspace workspace) : IsolatedBuilder(workspace)
{
    public override string Name => "chroot";

    public override async Task<BuilderCheck> CheckAsync(string suite, string architecture, CancellationToken cancellationToken)
    {
        if (Programs.Find("mmdebstrap") is null)
            return new BuilderCheck(false, "mmdebstrap is not installed", DebianPackages.InstallHint("mmdebstrap"));
        var (works, reason, hint) = await IsolatedSpace.CheckAsync(cancellationToken);
        if (!works)
            return new BuilderCheck(false, reason, hint);
        if (IsolatedSpace.IsRoot
            && await Programs.RunAsync(new("unshare", "--user", "true"), cancellationToken) is { ExitCode: not 0 } refused)
            return new BuilderCheck(false, $"builds of root need a user namespace: {refused.Error.Trim()}",
                "Allow user namespaces (`sysctl user.max_user_namespaces`; a container needs --privileged)");
        var foreign = await ForeignArchitecture.CheckAsync(architecture, cancellationToken);
        return foreign.Works ? new BuilderCheck(true, $"{reason}; {foreign.Reason}") : foreign;
    }

    protected override async Task<string> BuildAsync(
        BuildRequest request, string environment, BuildProgress progress, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateDirectory(Path.Combine(request.OutputFolder, "..", "scratch")).FullName;
        try
        {
            var ids = IsolatedSpace.IsRoot ? $"{await FreeIdsAsync(cancellationToken)}" : "";
            var call = IsolatedSpace.Call(
                network: false, EmbeddedText.Read("take-results.sh") + EmbeddedText.Read("enter-chroot.sh"), environment, scratch,
                request.Source.Folder, request.OutputFolder, CompilerCache.Folder(Workspace, request), request.Script, ids);
            await PackageBuild.RunAsync(request, call with {
                Environment = new Dictionary<string, string?> { ["JOBS"] = $"{request.Jobs}", ["OPTIONS"] = request.BuildOptions } },
                progress, cancellationToken);
        }
        finally
        {
            // Without the caller's token: a cancelled run cleans up as well.
            await IsolatedSpace.DeleteAsync(scratch, CancellationToken.None);
        }

        return IsolatedSpace.IsRoot ? "overlay, unshare as root, built in a user namespace" : "overlay, unshare in a user namespace";
    }

    // Above what sssd maps by default, below the ids of systemd's own; not one that somebody was given.
    static async Task<long> FreeIdsAsync(CancellationToken cancellationToken)
    {
        const long first = 2_000_224_256, count = 1 << 16;
        var taken = new List<(long Start, long End)>();
        foreach (var file in new[] { "/etc/subuid", "/etc/subgid" }.Where(File.Exists))
            taken.AddRange((await File.ReadAllLinesAsync(file, cancellationToken)).Select(x => x.Split(':')).Where(x => x.Length == 3)
                .Select(x => long.TryParse(x[1], out var start) && long.TryParse(x[2], out var length) ? (start, start + length) : (0, 0)));
        var ids = first;
        while (taken.Any(x => ids < x.End && x.Start < ids + count))
            ids += count;
        return ids;
    }
}
