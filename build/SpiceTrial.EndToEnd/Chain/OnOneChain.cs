using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>The tests of the chain run one after the other: each looks for what it left behind.</summary>
[CollectionDefinition(Name)]
public sealed class OnOneChain : ICollectionFixture<ChainFixture>, ICollectionFixture<VerifiedRun>
{
    public const string Name = "chain";
}
