/// <summary>Options that a component's targets read beside those of the component and of what it builds on: the build class hands them
/// on.</summary>
/// <param name="names">Names of parameters.</param>
[AttributeUsage(AttributeTargets.Interface)]
sealed class AlsoReadsAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>A component whose parameters, and those of what it builds on, are read as well.</summary>
    public Type? From { get; set; }

    /// <summary>Parameters that are not read, although one of those components has them.</summary>
    public string[] Not { get; set; } = [];

    /// <summary>True where attributes of what the component builds on do not count.</summary>
    public bool Only { get; set; }
}
