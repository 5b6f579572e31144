using System.Buffers;

namespace SpiceTrial.Ground;

/// <summary>Where a project keeps what. Everything that a run leaves behind is below one of these folders.</summary>
/// <param name="Root">The project's root, the folder that holds <c>.nuke</c>.</param>
/// <param name="Cache">Downloads, base environments and compiler cache; may be deleted at any time.</param>
public sealed record Workspace(string Root, string Cache)
{
    public string Patches => Path.Combine(Root, "patches");

    /// <summary>Where packages are published. Default: <c>built/</c>.</summary>
    public string Built { get; init; } = Path.Combine(Root, "built");

    public string Chain => Path.Combine(Root, ".nuke", "temp", "chain");

    public string Runs => Path.Combine(Root, ".nuke", "temp", "runs");

    public string Downloads => Path.Combine(Cache, "downloads");

    public string Environments => Path.Combine(Cache, "environments");

    public string CompilerCache => Path.Combine(Cache, "ccache");

    /// <summary>What this user's runs have proven, and the keyrings that they verified (<see cref="OwnFolder"/>). Default:
    /// <c>$XDG_STATE_HOME/spice-trial</c>, else <c>~/.local/state/spice-trial</c>.</summary>
    public string State { get; init; } = Home("XDG_STATE_HOME", ".local/state");

    /// <summary><paramref name="cache"/>, else <c>$XDG_CACHE_HOME/spice-trial</c>, else <c>~/.cache/spice-trial</c>.</summary>
    /// <exception cref="TrialException">A path that mount options, container volumes or apt's configuration can't carry.</exception>
    public static Workspace At(string root, string? cache = null) =>
        new(Plain(Path.GetFullPath(root), "the project's folder"),
            Plain(Path.GetFullPath(cache ?? Home("XDG_CACHE_HOME", ".cache")), "the cache"));

    static readonly SearchValues<char> Hostile = SearchValues.Create(",:;'\"\\$`\n\r");

    static string Plain(string path, string what) => path.AsSpan().IndexOfAny(Hostile) < 0 ? path : throw new TrialException(
        $"{what} has a character in its path that mounts can't carry (one of , : ; ' \" \\ $ ` or a line break)", path,
        "Use another folder", ExitStatus.BadInput);

    static string Home(string variable, string usual) => Path.Combine(
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named
            ? named : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), usual),
        "spice-trial");
}
