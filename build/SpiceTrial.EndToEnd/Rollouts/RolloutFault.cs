using SpiceTrial.EndToEnd.Transactions;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>One thing that goes wrong around a wave, on three hosts.</summary>
/// <param name="Name">As in the document.</param>
/// <param name="Run">Breaks it and runs the rollout named <c>fault</c>; how that ended.</param>
sealed record RolloutFault(string Name, Func<TrialFleet, Task<Ending>> Run)
{
    public override string ToString() => Name;
}
