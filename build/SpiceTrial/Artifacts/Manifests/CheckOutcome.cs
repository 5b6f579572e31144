namespace SpiceTrial.Artifacts;

public enum CheckOutcome
{
    Passed,
    Failed,
    NotChecked,
}
