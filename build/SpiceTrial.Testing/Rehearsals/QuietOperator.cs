using SpiceTrial.Hosts;
using SpiceTrial.Trial;

namespace SpiceTrial.Testing;

/// <summary>Whoever installs on a test host by the dozen: says yes, and shows only what needs attention.</summary>
sealed class QuietOperator(IChainOutput output) : IOperator
{
    public void Say(string text)
    {
    }

    public void Warn(string text) => output.Warning(text);

    public void Show(IReadOnlyList<PreflightRow> rows)
    {
        foreach (var row in rows.Where(x => x.Outcome == PreflightOutcome.Refused))
            output.Warning($"{row.Name}: {row.Finding}");
    }

    public Task<bool?> AskAsync(string question, CancellationToken cancellationToken) => Task.FromResult<bool?>(true);
}
