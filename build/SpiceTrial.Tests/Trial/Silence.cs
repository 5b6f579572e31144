using SpiceTrial.Hosts;
using SpiceTrial.Trial;

namespace SpiceTrial.Tests.Trial;

/// <summary>For tests that look at what comes out, not at what is said meanwhile.</summary>
sealed class Silence : IChainOutput
{
    /// <summary>But for these.</summary>
    public List<string> Warnings { get; } = [];

    public void Phase(string text)
    {
    }

    public void Step(int done, int all, string what)
    {
    }

    public void EndOfSteps()
    {
    }

    public void Warning(string text) => Warnings.Add(text);

    /// <summary>For a chain that has to ask no host.</summary>
    public static Task<IHostConnection> NoHost(CancellationToken cancellationToken) =>
        throw new InvalidOperationException("a host was asked");
}
