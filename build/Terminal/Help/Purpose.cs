namespace SpiceTrial.Terminal;

/// <summary>What a person wants who runs a target; the help groups targets by it.</summary>
public enum Purpose
{
    Build,
    Install,
    Measure,
    Lab,
    Publish,
    Develop,
}
