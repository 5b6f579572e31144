using SpiceTrial.Trial;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>What was said, to be looked at.</summary>
sealed class CollectedOutput : IChainOutput
{
    public List<string> Lines { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<string> Steps { get; } = [];

    public void Phase(string text) => Lines.Add(text);

    public void Step(int done, int all, string what) => Steps.Add(what);

    public void EndOfSteps()
    {
    }

    public void Warning(string text) => Warnings.Add(text);
}
