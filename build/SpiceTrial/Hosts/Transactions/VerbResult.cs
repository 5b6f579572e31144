namespace SpiceTrial.Hosts;

/// <summary>How a verb of the host script ended.</summary>
/// <param name="Status">What its exit code means.</param>
/// <param name="Reason">Its last line that says why it did not do what was asked; empty where it did.</param>
/// <param name="Lines">Everything it printed.</param>
public sealed record VerbResult(ExitStatus Status, string Reason, IReadOnlyList<string> Lines)
{
    /// <summary>A revert said that it had ended: systemd-run's 0 alone is no proof of it.</summary>
    public bool HasReverted => Status == ExitStatus.Done && Lines.Contains("revert has ended");
}
