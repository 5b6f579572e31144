using Nuke.Common;
using SpiceTrial.Trial;

/// <summary>The one run of the chain that all its targets share.</summary>
[AlsoReads(nameof(IVerifyArtifacts.SigningKey), From = typeof(IPackageArtifacts))]
interface IHazChain : INukeBuild, ICanBeCancelled
{
    ChainRun Chain { get; }
}
