using System.Collections.Concurrent;

namespace SpiceTrial.Hosts;

/// <summary>What the operator has typed and what proved right, so that a second connection does not ask again. In memory only.</summary>
/// <param name="ask">As that of <see cref="SshConnector"/>.</param>
sealed class Secrets(Func<string, CancellationToken, Task<string?>>? ask)
{
    readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>A secret that has been right before for the same thing, or <c>null</c>.</summary>
    public string? Known(string thing) => known.GetValueOrDefault(thing);

    public void Remember(string thing, string secret) => known[thing] = secret;

    /// <summary>It is not right any more.</summary>
    public void Forget(string thing) => known.TryRemove(thing, out _);

    /// <returns><c>null</c> where there is nobody to ask.</returns>
    public async Task<string?> AskAsync(string question, CancellationToken cancellationToken) =>
        ask is null ? null : await ask(question, cancellationToken);
}
