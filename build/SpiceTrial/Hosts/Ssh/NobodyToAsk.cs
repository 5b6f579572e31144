namespace SpiceTrial.Hosts;

/// <summary>For runs without a terminal: there is nobody to ask.</summary>
public sealed class NobodyToAsk : ISecretPrompt
{
    public Task<string?> AskAsync(string question, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
