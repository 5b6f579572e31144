namespace SpiceTrial.Hosts;

/// <summary>One line of the table that is shown before anything changes.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Finding">What was found, in words.</param>
/// <param name="Outcome">Whether it stands against the installation.</param>
/// <param name="Hint">What to do about it; empty where nothing needs to be done.</param>
public sealed record PreflightRow(string Name, string Finding, PreflightOutcome Outcome, string Hint = "");
