using System.Collections;

namespace SpiceTrial.Terminal;

/// <summary>Everything that is checked before a build may start.</summary>
public static class Validation
{
    /// <summary>Checks the command line, then the environment, then the parameters files that this run reads.</summary>
    /// <remarks>The directory is that of the parameters files: <c>.nuke</c> below the root.</remarks>
    public static IReadOnlyList<CommandLineError> Errors(
        CommandLineSpec spec, IReadOnlyList<string> arguments, IDictionary variables, string directory) =>
    [
        .. CommandLineCheck.Errors(spec, arguments),
        .. UnreadOptions.Errors(spec, arguments, SourceCheck.Gives(spec, "Target", variables, Path.Combine(directory, "parameters.json"))),
        .. SourceCheck.EnvironmentErrors(spec, variables),
        .. Files(spec, arguments, variables, directory),
    ];

    static IEnumerable<CommandLineError> Files(
        CommandLineSpec spec, IReadOnlyList<string> arguments, IDictionary variables, string directory)
    {
        var common = Path.Combine(directory, "parameters.json");
        if (File.Exists(common))
        {
            foreach (var error in SourceCheck.FileErrors(spec, common))
                yield return error;
        }

        foreach (var (profile, variable) in Profiles(arguments).Select(x => (x, null as string)).Concat(Profiles(spec, variables)))
        {
            var file = Path.Combine(directory, $"parameters.{profile}.json");
            if (!File.Exists(file))
                yield return new($"profile {profile} has no file {file}", Names.Suggestion(profile, [.. Known(directory)], "profiles")
                    + (variable is null ? "" : $"; or unset {variable}, which names it"));
            foreach (var error in File.Exists(file) ? SourceCheck.FileErrors(spec, file) : [])
                yield return error;
        }
    }

    static IEnumerable<string> Profiles(IReadOnlyList<string> arguments) => arguments
        .SkipWhile(x => !(x.StartsWith('-') && Names.Same(x, "--profile")))
        .Skip(1)
        .TakeWhile(x => !x.StartsWith('-'));

    static IEnumerable<(string Profile, string? Variable)> Profiles(CommandLineSpec spec, IDictionary variables) => variables
        .Keys.Cast<string>()
        .Where(x => SourceCheck.Bound(spec, x)?.Name == "Profile")
        .SelectMany(x => $"{variables[x]}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(y => (y, (string?)x)));

    static IEnumerable<string> Known(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, "parameters.*.json").Select(x => Path.GetFileName(x)["parameters.".Length..^".json".Length])
        : [];
}
