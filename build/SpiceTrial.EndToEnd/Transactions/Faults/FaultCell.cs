namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>One thing that is tried: this fault, while that is done, at this step.</summary>
sealed record FaultCell(Fault Fault, Verb Verb, string Step);
