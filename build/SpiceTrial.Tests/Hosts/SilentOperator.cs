using SpiceTrial.Hosts;

namespace SpiceTrial.Tests.Hosts;

/// <summary>Nobody is there.</summary>
sealed class SilentOperator : IOperator
{
    public void Say(string text)
    {
    }

    public void Warn(string text)
    {
    }

    public void Show(IReadOnlyList<PreflightRow> rows)
    {
    }

    public Task<bool?> AskAsync(string question, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);
}
