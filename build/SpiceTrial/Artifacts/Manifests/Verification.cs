namespace SpiceTrial.Artifacts;

public sealed record Verification(IReadOnlyList<VerificationCheck> Checks)
{
    public int Count(CheckOutcome outcome) => Checks.Count(x => x.Outcome == outcome);
}
