namespace Nuke.Common;

/// <summary>What happens to the dependencies of a target that is skipped; the default is <see cref="Execute"/>.</summary>
public enum DependencyBehavior
{
    /// <summary>Those that no other scheduled target needs are skipped too.</summary>
    Skip,

    Execute,
}
