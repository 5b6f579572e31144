using SpiceTrial.Hosts;
using SpiceTrial.Trial;

/// <summary>What the targets of a run share; components are interfaces, which hold no state.</summary>
static class OfRun
{
    static ChainRun? chain;

    internal static ChainConsole Output { get; } = new();

    /// <summary>One for the whole run, so that a passphrase or a password is asked for once.</summary>
    internal static SshConnector Hosts { get; } = new(ConsolePrompt.AskAsync);

    internal static ChainRun Chain(ChainSettings settings, Func<CancellationToken, Task<IHostConnection>> connect) =>
        chain ??= GuardedRun.Owned(new ChainRun(settings, Output, connect));
}
