namespace Nuke.Common;

/// <summary>A parameter whose value is never shown.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class SecretAttribute : Attribute;
