using SpiceTrial.Hosts;

namespace SpiceTrial.Tests;

/// <summary>Nobody is there.</summary>
sealed class SilentOperator : IOperator
{
    /// <summary>All that nobody heard.</summary>
    public List<string> Said { get; } = [];

    public void Say(string text) => Said.Add(text);

    public void Warn(string text) => Said.Add(text);

    public void Show(IReadOnlyList<PreflightRow> rows)
    {
    }

    public Task<bool?> AskAsync(string question, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);
}
