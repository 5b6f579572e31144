namespace Nuke.Common;

/// <summary>On a build class: parts of what the host prints that are left out.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class DisableDefaultOutputAttribute(params DefaultOutput[] disabledOutputs) : Attribute
{
    public DefaultOutput[] DisabledOutputs { get; } = disabledOutputs;

    public virtual bool IsApplicable(INukeBuild build) => true;
}
