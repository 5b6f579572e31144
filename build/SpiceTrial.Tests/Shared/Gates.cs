using SpiceTrial.Verdicts;

namespace SpiceTrial.Tests;

/// <summary>Gates that say what a test wants.</summary>
static class Gates
{
    public static GateRecord Because(this GateState state, string reason) =>
        new(state, [reason], null, null, null, null, null, null, GateRule.Current);
}
