namespace SpiceTrial.Testing;

/// <summary>Runs the fuzz test for some minutes; what it finds it names with the seed that repeats it.</summary>
/// <param name="root">The root of the project.</param>
/// <param name="report">Takes a line for the operator.</param>
public sealed class FuzzRun(string root, Action<string> report)
{
    const string Test = "SpiceTrial.Tests.Sessions.ArchiveFuzzTests";

    /// <exception cref="TrialException">An input was found that does harm.</exception>
    public async Task RunAsync(int minutes, CancellationToken cancellationToken)
    {
        var project = Path.Combine(root, "build", "SpiceTrial.Tests");
        var build = new ProgramCall(Programs.Dotnet, ["build", project, "--nologo", "-v", "quiet", .. TestRun.RestoredAsLaunched]) {
            Timeout = TimeSpan.FromMinutes(15), WorkingDirectory = Path.Combine(root, "build") };
        (await Programs.RunAsync(build, cancellationToken)).OrThrow("the tests do not compile");
        report($"trying hostile archives for {minutes} minutes");
        var fuzz = new ProgramCall(Programs.Dotnet, Path.Combine(project, "bin", "Debug", "net10.0", "SpiceTrial.Tests.dll"), "-noLogo",
            "-noColor", "-explicit", "only", "-class", Test)
        {
            Timeout = TimeSpan.FromMinutes(minutes + 5),
            OnLine = report,
            Environment = new Dictionary<string, string?> { ["SPICE_TRIAL_FUZZ_MINUTES"] = minutes.ToString() },
        };
        (await Programs.RunAsync(fuzz, cancellationToken)).OrThrow("an input was found that does harm: its seed stands above");
    }
}
