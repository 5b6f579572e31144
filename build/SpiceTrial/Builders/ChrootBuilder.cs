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
        var foreign = await ForeignArchitecture.CheckAsync(architecture, cancellationToken);
        return foreign.Works ? new BuilderCheck(true, $"{reason}; {foreign.Reason}") : foreign;
    }

    protected override async Task<string> BuildAsync(
        BuildRequest request, string environment, BuildProgress progress, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateDirectory(Path.Combine(request.OutputFolder, "..", "scratch")).FullName;
        try
        {
            var call = IsolatedSpace.Call(network: false, EmbeddedText.Read("enter-chroot.sh"), environment, scratch, request.Source.Folder,
                request.OutputFolder, CompilerCache.Folder(Workspace, request), request.Script);
            await PackageBuild.RunAsync(request, call with {
                Environment = new Dictionary<string, string?> { ["JOBS"] = $"{request.Jobs}", ["OPTIONS"] = request.BuildOptions } },
                progress, cancellationToken);
        }
        finally
        {
            // Without the caller's token: a cancelled run cleans up as well.
            await IsolatedSpace.DeleteAsync(scratch, CancellationToken.None);
        }

        return IsolatedSpace.IsRoot ? "overlay, unshare as root" : "overlay, unshare in a user namespace";
    }
}
