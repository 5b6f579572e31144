namespace Nuke.Common;

/// <summary>Where the build runs: <c>Terminal</c> or a CI host.</summary>
public sealed class Host
{
    static readonly Dictionary<string, string> MarkedBy = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Terminal"] = "",
        ["GitHubActions"] = "GITHUB_ACTIONS",
        ["GitLab"] = "GITLAB_CI",
    };

    Host(string name) => Name = name;

    internal string Name { get; }

    /// <summary>True on GitHub, whose log has groups, annotations and a page for the summary.</summary>
    internal bool IsGitHub => Name == "GitHubActions";

    public override string ToString() => Name;

    /// <summary>The host of that name, or the one whose environment variable is set.</summary>
    /// <exception cref="ArgumentException">No host has that name.</exception>
    internal static Host Resolve(string? name)
    {
        if (name is null)
        {
            return new(MarkedBy.FirstOrDefault(x => x.Value.Length > 0 && Environment.GetEnvironmentVariable(x.Value) is not null).Key
                ?? "Terminal");
        }

        var known = MarkedBy.Keys.FirstOrDefault(x => x.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"Host '{name}' is none of: {string.Join(", ", MarkedBy.Keys)}");
        return new(known);
    }
}
