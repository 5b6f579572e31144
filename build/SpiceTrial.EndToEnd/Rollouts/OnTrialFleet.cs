using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>Tests that share three hosts and leave nothing on them.</summary>
[Collection(Ansible)]
public abstract class OnTrialFleet(TrialFleet fleet) : IClassFixture<TrialFleet>, IAsyncLifetime
{
    /// <summary>One after the other, what runs Ansible or plays it: that is by variables of the whole process.</summary>
    public const string Ansible = "Ansible";

    protected const int Limit = 900_000;

    protected const string Stock = "ii 0.15.1-1", Patched = "hi 0.15.1-1+0ntrace128";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected TrialFleet Fleet { get; } = fleet;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Whether a test does to the hosts what only a new disk undoes.</summary>
    protected virtual bool Spoils => false;

    public async ValueTask DisposeAsync()
    {
        await (Spoils ? Fleet.ResetAsync() : Fleet.RestoreAsync());
        GC.SuppressFinalize(this);
    }
}
