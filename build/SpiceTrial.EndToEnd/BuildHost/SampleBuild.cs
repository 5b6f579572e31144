using Xunit;

namespace SpiceTrial.EndToEnd.BuildHost;

/// <summary>Runs the build of SpiceTrial.Tests.SampleBuild as a process, in a root of its own.</summary>
sealed class SampleBuild : IDisposable
{
    readonly Scratch scratch = new();
    readonly Dictionary<string, string?> environment = new()
    {
        // The tests themselves may run on a CI host.
        ["CI"] = null,
        ["GITHUB_ACTIONS"] = null,
        ["GITLAB_CI"] = null,
        ["GITHUB_STEP_SUMMARY"] = null,
        ["HOST"] = null,
        ["NUKE_HOST"] = null,
    };

    public SampleBuild() => Directory.CreateDirectory(scratch.File(".nuke"));

    public string Root => scratch.Path;

    public static string Program => Path.Combine(AppContext.BaseDirectory, "SpiceTrial.Tests.SampleBuild.dll");

    public SampleBuild With(string variable, string value)
    {
        environment[variable] = value;
        return this;
    }

    /// <summary>With what the real build has around a run.</summary>
    public SampleBuild Guarded() => With("SAMPLE", "guarded");

    public SampleBuild WithFile(string name, string text)
    {
        scratch.Write(Path.Combine(".nuke", name), text);
        return this;
    }

    public async Task<ProgramResult> RunAsync(params string[] arguments)
    {
        var call = new ProgramCall("dotnet", [Program, .. arguments]) { WorkingDirectory = Root, Environment = environment };
        return await Programs.RunAsync(call, TestContext.Current.CancellationToken);
    }

    public void Dispose() => scratch.Dispose();
}
