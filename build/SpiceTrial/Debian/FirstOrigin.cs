namespace SpiceTrial.Debian;

/// <summary>Where the values came from in the first place.</summary>
public enum FirstOrigin
{
    /// <summary>A host was read, now or earlier.</summary>
    Live,

    /// <summary>Nobody has read it: the plan says so.</summary>
    Assumption,

    /// <summary>The operator gave <c>--package-version</c>.</summary>
    CommandLine,
}
