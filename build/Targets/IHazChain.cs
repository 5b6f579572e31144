using SpiceTrial.Trial;

/// <summary>The one run of the chain that all its targets share.</summary>
[AlsoReads(nameof(IVerifyArtifacts.SigningKey), From = typeof(IPackageArtifacts))]
interface IHazChain : IHazSettings, IHazConsent, ICanBeCancelled
{
    ChainRun Chain => OfRun.Chain(Settings, ((IHazHypervisor)this).ConnectAsync);
}
