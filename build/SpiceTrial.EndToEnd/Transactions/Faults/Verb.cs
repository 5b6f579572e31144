namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>What the operator has started when the fault comes.</summary>
enum Verb
{
    Install,
    Revert,
}
