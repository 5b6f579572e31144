using Serilog;
using SpiceTrial.Trial;

namespace SpiceTrial.Terminal;

/// <summary>What long work says: phases and warnings as lines of the log, steps as a bar or a line now and then.</summary>
public sealed class ChainConsole : IChainOutput
{
    readonly StepDisplay steps = new(StepDisplay.IsWatched);

    public void Phase(string text)
    {
        steps.End();
        Log.Information("{Phase:l}", text);
    }

    public void Step(int done, int all, string what) => steps.Show(done, all, what);

    public void EndOfSteps() => steps.End();

    public void Warning(string text)
    {
        steps.End();
        Log.Warning("{Warning:l}", text);
    }
}
