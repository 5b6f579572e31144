namespace SpiceTrial.Verdicts;

public enum PlannedRunState
{
    Open,
    Done,
}
