namespace SpiceTrial.Verdicts;

/// <summary>One condition on the arms.</summary>
/// <param name="Name">What must hold.</param>
/// <param name="Outcome">Whether it does.</param>
/// <param name="Finding">What was found, in words.</param>
public sealed record Guard(string Name, GuardOutcome Outcome, string Finding);
