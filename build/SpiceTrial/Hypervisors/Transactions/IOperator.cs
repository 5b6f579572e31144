namespace SpiceTrial.Hypervisors.Transactions;

/// <summary>The person, or the log, that a change of a host is shown to and that is asked before it.</summary>
public interface IOperator
{
    void Say(string text);

    void Warn(string text);

    void Show(IReadOnlyList<PreflightRow> rows);

    /// <returns><c>null</c> when there is nobody to ask: no terminal.</returns>
    Task<bool?> AskAsync(string question, CancellationToken cancellationToken);
}

/// <summary>One line of the table that is shown before anything changes.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Finding">What was found, in words.</param>
/// <param name="Outcome">Whether it stands against the installation.</param>
/// <param name="Hint">What to do about it; empty where nothing needs to be done.</param>
public sealed record PreflightRow(string Name, string Finding, PreflightOutcome Outcome, string Hint = "");

public enum PreflightOutcome
{
    Fine,
    Warning,
    Refused,
}
