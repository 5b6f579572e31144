namespace SpiceTrial.Hypervisors;

/// <summary>Asks the operator for a passphrase or a password. What is typed is never echoed, logged or kept on disk.</summary>
public interface ISecretPrompt
{
    /// <param name="question">What to type, and for what, without a colon.</param>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>What was typed, or <c>null</c> where there is nobody to ask.</returns>
    Task<string?> AskAsync(string question, CancellationToken cancellationToken);
}

/// <summary>For runs without a terminal: there is nobody to ask.</summary>
public sealed class NobodyToAsk : ISecretPrompt
{
    public Task<string?> AskAsync(string question, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
