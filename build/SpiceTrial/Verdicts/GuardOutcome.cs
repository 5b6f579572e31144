namespace SpiceTrial.Verdicts;

public enum GuardOutcome
{
    Held,
    Failed,
    NotKnown,
}
