namespace Nuke.Common;

/// <summary>A step of the build, declared as a property of the build class or of one of its component interfaces.</summary>
public delegate ITargetDefinition Target(ITargetDefinition definition);
