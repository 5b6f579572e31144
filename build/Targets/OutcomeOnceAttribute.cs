using Nuke.Common;

/// <summary>Warnings and errors are said once: only a CI host folds what a target printed, and has them again at the end.</summary>
sealed class OutcomeOnceAttribute() : DisableDefaultOutputAttribute(DefaultOutput.ErrorsAndWarnings)
{
    public override bool IsApplicable(INukeBuild build) => Environment.GetEnvironmentVariable("CI") is null or "";
}
