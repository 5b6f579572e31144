namespace SpiceTrial.Builders;

/// <summary>Builds in an overlay over the base environment, entered with unshare and chroot. Root is not needed.</summary>
public sealed class ChrootBuilder(Workspace workspace) : IBuilder
{
    public string Name => "chroot";

    public async Task<BuilderCheck> CheckAsync(string suite, string architecture, CancellationToken cancellationToken)
    {
        if (Programs.Find("mmdebstrap") is null)
            return new BuilderCheck(false, "mmdebstrap is not installed", DebianPackages.InstallHint("mmdebstrap"));
        var (works, reason, hint) = await IsolatedSpace.CheckAsync(cancellationToken);
        var foreign = await ForeignArchitecture.CheckAsync(architecture, cancellationToken);
        return works && foreign.Works
            ? new BuilderCheck(true, $"{reason}; {foreign.Reason}") : works ? foreign : new BuilderCheck(false, reason, hint);
    }

    public async Task<BuilderRecord> BuildAsync(BuildRequest request, BuildProgress progress, CancellationToken cancellationToken)
    {
        var environment = await new BaseEnvironment(workspace).EnsureAsync(request, progress, cancellationToken);
        using var use = CachedTree.Use(environment);
        var scratch = Directory.CreateDirectory(Path.Combine(request.OutputFolder, "..", "scratch")).FullName;
        try
        {
            await RunAsync(request, environment, scratch, progress, cancellationToken);
        }
        finally
        {
            // Without the caller's token: a cancelled run cleans up as well.
            await IsolatedSpace.DeleteAsync(scratch, CancellationToken.None);
        }

        return new BuilderRecord(Name, IsolatedSpace.IsRoot ? "overlay, unshare as root" : "overlay, unshare in a user namespace", "",
            Isolated: true, BaseKey.Of(request).ToString());
    }

    async Task RunAsync(
        BuildRequest request, string environment, string scratch, BuildProgress progress, CancellationToken cancellationToken)
    {
        var cache = CompilerCache.Folder(workspace, request);
        var call = IsolatedSpace.Call(
            network: false,
            EmbeddedText.Read("enter-chroot.sh"),
            environment, scratch, request.Source.Folder, request.OutputFolder, cache, request.Script);
        await PackageBuild.RunAsync(
            request,
            call with {
                Environment = new Dictionary<string, string?> { ["JOBS"] = $"{request.Jobs}", ["OPTIONS"] = request.BuildOptions } },
            progress,
            cancellationToken);
    }
}
