using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Parameters;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>The base of the build class: its own parameters, where it runs, and how it went.</summary>
public abstract partial class NukeBuild : INukeBuild
{
    static NukeBuild()
    {
        var values = ParameterValues.OfThisProcess;
        RootDirectory = values.Find<AbsolutePath>("Root") ?? RootFrom(Environment.CurrentDirectory);
        TemporaryDirectory = Directory.CreateDirectory(RootDirectory / ".nuke" / "temp").FullName;
        Host = Host.Resolve(values.Find<string>("Host"));
        LoadedLocalProfiles = values.Find<string[]>("Profile") ?? [];
        values.Read(RootDirectory / ".nuke", LoadedLocalProfiles);
        Verbosity = values.Find<Verbosity?>("Verbosity") ?? Verbosity.Normal;
    }

    [Parameter("Root directory during build execution.", Name = "Root")]
    public static AbsolutePath RootDirectory { get; }

    public static AbsolutePath TemporaryDirectory { get; }

    [Parameter("How much of the log is shown. Default is 'Normal'.")]
    public static Verbosity Verbosity { get; }

    [Parameter("CI host for execution. Default is 'automatic'.")]
    public static Host Host { get; }

    [Parameter("Profiles to load: .nuke/parameters.NAME.json.", Name = "Profile")]
    public static IReadOnlyList<string> LoadedLocalProfiles { get; }

    [Parameter("Targets to run, in place of the default one.", Name = "Target")]
    public IReadOnlyCollection<ExecutableTarget> InvokedTargets => [.. ExecutionPlan.Where(x => x.Invoked)];

    [Parameter("Targets not to run. Without a name: all that were not asked for.", Name = "Skip")]
    public IReadOnlyCollection<ExecutableTarget> SkippedTargets => [.. ExecutionPlan.Where(x => x.Status == ExecutionStatus.Skipped)];

    [Parameter("Leaves out the first lines.")]
    public bool NoLogo { get; private set; }

    public IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; private set; } = [];

    public int? ExitCode { get; set; }

    AbsolutePath INukeBuild.RootDirectory => RootDirectory;

    AbsolutePath INukeBuild.TemporaryDirectory => TemporaryDirectory;

    public void ReportSummary(Configure<Dictionary<string, string>>? configurator = null)
    {
        var target = ExecutionPlan.Single(x => x.Status == ExecutionStatus.Running);
        target.SummaryInformation = configurator?.Invoke([]) ?? [];
    }

    T? INukeBuild.TryGetValue<T>(Expression<Func<T?>> parameterExpression)
        where T : class => (T?)ParameterValues.OfThisProcess.Find(ParameterMembers.Named(parameterExpression));

    T? INukeBuild.TryGetValue<T>(Expression<Func<object?>> parameterExpression)
        where T : default => ParameterValues.OfThisProcess.Find(ParameterMembers.Named(parameterExpression)) is T value ? value : default;

    static AbsolutePath RootFrom(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
        {
            if (Path.Exists(Path.Combine(directory.FullName, ".nuke")))
                return directory.FullName;
        }

        throw new InvalidOperationException($"No '.nuke' in '{start}' or above: that directory marks the root");
    }
}
