namespace Nuke.Common;

/// <summary>A value that the operator can set: option, environment variable or entry of <c>.nuke/parameters.json</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class ParameterAttribute(string? description = null) : Attribute
{
    public string? Description { get; } = description;

    /// <summary>The name instead of the member's.</summary>
    public string? Name { get; set; }

    /// <summary>What separates the items of a list within one token; one character.</summary>
    public string? Separator { get; set; }

    /// <summary>A static or instance member that yields the allowed values (<c>IEnumerable&lt;string&gt;</c>).</summary>
    public string? ValueProviderMember { get; set; }

    /// <summary>The type of <see cref="ValueProviderMember"/>; the build class when not given.</summary>
    public Type? ValueProviderType { get; set; }
}
