namespace SpiceTrial.Trial;

/// <summary>Where the chain says what it does.</summary>
public interface IChainOutput
{
    void Phase(string text);

    /// <summary>Step <paramref name="done"/> of <paramref name="all"/>.</summary>
    void Step(int done, int all, string what);

    /// <summary>No further step follows before something else is said: a bar is taken off the screen.</summary>
    void EndOfSteps();

    void Warning(string text);
}
