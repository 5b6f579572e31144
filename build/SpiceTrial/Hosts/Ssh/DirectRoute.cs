namespace SpiceTrial.Hosts;

/// <summary>Straight to the host.</summary>
sealed record DirectRoute(string Host, int Port) : IRoute
{
    public string? Unanswered => null;

    public void Dispose()
    {
        // There is nothing to give back.
    }
}
