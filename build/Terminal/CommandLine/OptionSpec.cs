namespace SpiceTrial.Terminal;

/// <summary>An option of the command line; the same name binds an environment variable and an entry of a parameters file.</summary>
/// <param name="Name">The member's name: <c>TraceItems</c>, typed as <c>--trace-items</c>.</param>
/// <param name="Kind">What a value must be.</param>
/// <param name="AllowedValues">The only values; empty when any will do. Case does not count.</param>
/// <param name="IsSwitch">True when the option may stand without a value.</param>
/// <param name="IsList">True when it takes several values.</param>
public sealed record OptionSpec(
    string Name, ValueKind Kind, IReadOnlyList<string> AllowedValues, bool IsSwitch = false, bool IsList = false)
{
    /// <summary>What it does and what holds without it, in a few words for the help.</summary>
    public string? Description { get; init; }

    /// <summary>The character that separates the items of a list within one token; null when only tokens do.</summary>
    public char? Separator { get; init; }

    /// <summary>Said after <c>hint:</c> when a value is not allowed; null for the nearest allowed value.</summary>
    public string? Hint { get; init; }

    /// <summary>True for an option that may stand without a value and without being a switch (<c>--skip</c>).</summary>
    public bool IsValueOptional { get; init; }

    /// <summary>True for an option of the build host, which every run may have.</summary>
    public bool IsOfHost { get; init; }

    /// <summary>Another name that the launcher takes (<c>--host</c>), or <c>null</c>.</summary>
    public string? LauncherName { get; init; }

    /// <summary>The option as it is typed.</summary>
    public string Typed => $"--{Names.Dashed(Name)}";

    /// <summary>The option as a message names it: also by the name that the operator may have typed.</summary>
    public string Shown => LauncherName is null ? Typed : $"{LauncherName} ({Typed})";
}
