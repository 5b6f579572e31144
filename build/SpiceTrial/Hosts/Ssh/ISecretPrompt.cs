namespace SpiceTrial.Hosts;

/// <summary>Asks the operator for a passphrase or a password. What is typed is never echoed, logged or kept on disk.</summary>
public interface ISecretPrompt
{
    /// <param name="question">What to type, and for what, without a colon.</param>
    /// <param name="cancellationToken">Gives the question up.</param>
    /// <returns>What was typed, or <c>null</c> where there is nobody to ask.</returns>
    Task<string?> AskAsync(string question, CancellationToken cancellationToken);
}
