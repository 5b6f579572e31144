namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>How the tool is run, and what happens to it.</summary>
interface IClient
{
    /// <returns>How it ended; <c>null</c> where it was killed.</returns>
    Task<Ending?> RunAsync(FaultCell cell);
}
