namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>How a target ended, as its exit code would say.</summary>
sealed record Ending(ExitStatus Status, string Text)
{
    public static async Task<Ending> OfAsync(Func<Task> run)
    {
        try
        {
            await run();
            return new(ExitStatus.Done, "");
        }
        catch (TrialException e)
        {
            return new(e.Status, e.Message);
        }
    }
}
