namespace Nuke.Common;

/// <summary>The parts of what the host prints.</summary>
public enum DefaultOutput
{
    Logo,
    TargetHeader,
    TargetCollapse,
    ErrorsAndWarnings,
    TargetOutcome,
    BuildOutcome,
    Timestamps,
}
