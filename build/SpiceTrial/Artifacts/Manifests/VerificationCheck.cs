namespace SpiceTrial.Artifacts;

/// <param name="Name">What was checked.</param>
/// <param name="Outcome">Passed, failed or not checked.</param>
/// <param name="Finding">What was found, in words.</param>
/// <param name="Command">How to repeat it by hand.</param>
public sealed record VerificationCheck(string Name, CheckOutcome Outcome, string Finding, string Command);
