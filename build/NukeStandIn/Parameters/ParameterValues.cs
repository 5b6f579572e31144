using System.Reflection;
using Serilog;

namespace Nuke.Common.Parameters;

/// <summary>The values of this run: command line, else environment, else files.</summary>
sealed class ParameterValues
{
    readonly CommandLineValues commandLine = new([.. Environment.GetCommandLineArgs().Skip(1)]);
    readonly EnvironmentValues environment = new(Environment.GetEnvironmentVariables());
    FileValues? files;

    internal static ParameterValues OfThisProcess { get; } = new();

    /// <summary>Files count from here on: where they are is itself a parameter.</summary>
    internal void Read(string directory, IEnumerable<string> profiles) => files = new(directory, profiles);

    internal T? Find<T>(string name, char? separator = null) => (T?)Find(name, typeof(T), separator);

    internal object? Find(MemberInfo member)
    {
        var separator = member.GetCustomAttribute<ParameterAttribute>()?.Separator;
        return Find(ParameterMembers.NameOf(member), ParameterMembers.TypeOf(member), separator is { Length: 1 } ? separator[0] : null);
    }

    object? Find(string name, Type type, char? separator)
    {
        var texts = commandLine.Find(name)
            ?? (name == "Target" && commandLine.Targets.Count > 0 ? commandLine.Targets.ToArray() : null)
            ?? (environment.Find(name) is { } text ? Split(text, type, separator) : null as string[])
            ?? files?.Find(name);
        if (texts is null)
            return null;
        try
        {
            return ValueConversion.Convert(texts, type, separator);
        }
        catch (FormatException e)
        {
            // As Nuke does; the build's own validation has stopped the run before in all but its tests.
            Log.Warning("Parameter {Name:l}: {Message:l}; the default stays", name, e.Message);
            return null;
        }
    }

    static string[] Split(string text, Type type, char? separator) =>
        type.IsArray && separator is null ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [text];
}
