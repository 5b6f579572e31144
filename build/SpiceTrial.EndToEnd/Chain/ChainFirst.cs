using SpiceTrial.EndToEnd.Chain;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(ChainFirst))]

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>The tests of the chain are the longest row of tests that wait for each other: begun last, they alone would still run at the
/// end.</summary>
public sealed class ChainFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : ITestCollection =>
        [.. testCollections.OrderByDescending(x => x.TestCollectionDisplayName == OnOneChain.Name)
            .ThenBy(x => x.UniqueID, StringComparer.Ordinal)];
}
