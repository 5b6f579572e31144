namespace SpiceTrial.Hosts;

/// <summary>The person, or the log, that a change of a host is shown to and that is asked before it.</summary>
public interface IOperator
{
    void Say(string text);

    void Warn(string text);

    void Show(IReadOnlyList<PreflightRow> rows);

    /// <returns><c>null</c> when there is nobody to ask: no terminal.</returns>
    Task<bool?> AskAsync(string question, CancellationToken cancellationToken);
}
