using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Tests that share one host and leave no transaction on it.</summary>
public abstract class OnTrialHost(TrialHost trial) : IClassFixture<TrialHost>, IAsyncLifetime
{
    protected const int Limit = 600_000;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected TrialHost Trial { get; } = trial;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Trial.RevertAsync();
        GC.SuppressFinalize(this);
    }
}
