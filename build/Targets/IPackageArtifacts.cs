using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;
using Nuke.Components;
using Serilog;
using SpiceTrial.Artifacts;

/// <summary>The packages with their proof, below <c>built/</c>.</summary>
interface IPackageArtifacts : IDebBuild, IHazOutput, IHazArtifacts
{
    AbsolutePath IHazArtifacts.ArtifactsDirectory => RootDirectory / "built";

    [TargetHelp(Purpose.Build, "Puts the packages, their manifest and README into built/", "PackageArtifacts --output results")]
    Target PackageArtifacts => _ => _
        .Described<IPackageArtifacts>()
        .DependsOn(DebBuild)
        .Produces(ArtifactsDirectory / "*" / "*.deb")
        .Executes(async () =>
        {
            var artifacts = await Chain.PackageArtifactsAsync(Cancelled);
            ReportSummary(x => x.AddPair("Artifacts", Standpoint.Told(artifacts.Folder)));
            Log.Information("{Package:l}", Path.Combine(artifacts.Folder, artifacts.Library.Name));
            if (AllChecks.Left(artifacts.Manifest).Count is > 0 and var left)
                Log.Information("{Left:l}", $"{left} checks are left: {Standpoint.Commands("./build.sh VerifyArtifacts")} makes them");
        });
}
