using Nuke.Common;

/// <summary>A run that the person ended has no outcome of its targets: nothing has failed.</summary>
sealed class NoOutcomeOfEndedAttribute() : DisableDefaultOutputAttribute(DefaultOutput.ErrorsAndWarnings, DefaultOutput.TargetOutcome)
{
    public override bool IsApplicable(INukeBuild build) => GuardedRun.IsEnded || GuardedRun.Cancelled.IsCancellationRequested;
}
