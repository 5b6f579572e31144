namespace SpiceTrial.Hosts;

public enum PreflightOutcome
{
    Fine,
    Warning,
    Refused,
}
