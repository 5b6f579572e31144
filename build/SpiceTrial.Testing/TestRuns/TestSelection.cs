namespace SpiceTrial.Testing;

/// <summary>Which tests run, and how long they may take together.</summary>
/// <param name="Name">The target that runs them.</param>
/// <param name="Arguments">What xunit's runner is told.</param>
/// <param name="Packages">Debian packages that they need.</param>
/// <param name="Limit">After this the run is ended as failed.</param>
public sealed record TestSelection(string Name, IReadOnlyList<string> Arguments, IReadOnlyList<string> Packages, TimeSpan Limit)
{
    /// <summary>What a change must pass: all but the tests with <c>[Trait("Run", "All")]</c>.</summary>
    public static TestSelection Fast { get; } = new("Test", ["-trait-", "Run=All"], TestPrerequisites.Packages, TimeSpan.FromMinutes(60));

    /// <summary>Everything.</summary>
    public static TestSelection All { get; } =
        new("TestAll", [], [.. TestPrerequisites.Packages, .. TestPrerequisites.MorePackagesForAll], TimeSpan.FromHours(6));
}
