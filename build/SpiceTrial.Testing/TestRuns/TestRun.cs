namespace SpiceTrial.Testing;

/// <summary>Compiles all projects of a tree, in which a warning is a failure, and runs its test programs.</summary>
/// <param name="root">The root of the project.</param>
/// <param name="strict">True when a skipped test counts as a failure (CI).</param>
/// <param name="report">Takes a line for the operator.</param>
public sealed class TestRun(string root, bool strict, Action<string> report)
{
    // One of its own: what the launcher compiled, in its haste without analyzers, would be up to date and not be looked at again.
    const string Configuration = "Checked";

    static readonly string[] Projects = ["SpiceTrial.Tests", "SpiceTrial.EndToEnd"];

    // With the other projects that they use. Not put where they are run from: there lies the program that runs this.
    static readonly string[] CompiledOnly = ["_build.csproj", "bench/ReadSessions/ReadSessions.csproj"];

    /// <summary>What the launcher told the restore of this build, which passes over NuGet.config of folders around the project.</summary>
    internal static IReadOnlyList<string> RestoredAsLaunched =>
        Environment.GetEnvironmentVariable("SPICE_TRIAL_RESTORE") is { Length: > 0 } word ? [word] : [];

    string Folder => Path.Combine(root, ".nuke", "temp", "tests");

    /// <summary>Runs the tests; all of them are counted before the first failure ends the run.</summary>
    /// <returns>The counts, when all is well.</returns>
    /// <exception cref="TrialException">A test failed, none ran, or one was skipped where that is not allowed.</exception>
    public async Task<TestCounts> RunAsync(TestSelection selection, Action<TestCounts> counted, CancellationToken cancellationToken)
    {
        // What is compiled and what the tests report has one place in a clone.
        using var alone = await FileLock.TakeAsync(Path.Combine(Folder, ".lock"), report, selection.Limit, cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(selection.Limit);
        try
        {
            await TestPrerequisites.EnsureAsync(selection.Packages, report, limit.Token);
            foreach (var project in CompiledOnly)
                await BuildAsync(project, ["-target:Compile"], limit.Token);
            foreach (var project in Projects)
                await BuildAsync($"{project}/{project}.csproj", [], limit.Token);
            var reports = new List<TestReport>();
            foreach (var project in Projects)
            {
                var before = Sum(reports);
                // A run that is cancelled, or takes too long, does not end with "0 failed" where one has.
                reports.Add(await RunProjectAsync(
                    project, selection, failed => counted(before + new TestCounts(0, failed, 0)), limit.Token));
                counted(Sum(reports));
            }

            return Judge(reports);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TrialException($"the tests did not end within {selection.Limit.TotalMinutes:0} minutes", selection.Name);
        }
    }

    static TestCounts Sum(IEnumerable<TestReport> reports) => reports.Select(x => x.Counts).Aggregate(TestCounts.None, TestCounts.Add);

    TestCounts Judge(IReadOnlyList<TestReport> reports)
    {
        foreach (var failure in reports.SelectMany(x => x.Failures))
            report($"FAILED {failure.Name}{Environment.NewLine}    {failure.Message.ReplaceLineEndings(Environment.NewLine + "    ")}");
        var counts = Sum(reports);
        return counts switch
        {
            { Failed: > 0 } => throw new TrialException($"{counts.Failed} tests failed", hint: "their messages stand above"),
            { Passed: 0 } => throw new TrialException("no test ran"),
            { Skipped: > 0 } when strict =>
                throw new TrialException($"{counts.Skipped} tests were skipped, which is not allowed where CI=true"),
            _ => counts,
        };
    }

    async Task BuildAsync(string project, IReadOnlyList<string> more, CancellationToken cancellationToken)
    {
        report($"{Path.GetFileNameWithoutExtension(project)}: compiling");
        var call = new ProgramCall(Programs.Dotnet, ["build", project, "--configuration", Configuration, "-p:RunAnalyzers=true", "--nologo",
            "-v", "quiet", "-consoleLoggerParameters:NoSummary", .. RestoredAsLaunched, .. more])
        {
            Timeout = TimeSpan.FromMinutes(15),
            WorkingDirectory = Path.Combine(root, "build"),
            // A build server would outlive this run and hold its files.
            Environment = new Dictionary<string, string?> {
                ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0", ["UseSharedCompilation"] = "false" },
        };
        (await Programs.RunAsync(call, cancellationToken)).OrThrow($"{project} does not compile");
    }

    async Task<TestReport> RunProjectAsync(
        string project, TestSelection selection, Action<int> failed, CancellationToken cancellationToken)
    {
        var (file, log) = (Path.Combine(Folder, $"{project}.xml"), Path.Combine(Folder, $"{project}.log"));
        File.Delete(file);
        File.Delete(log);

        report($"{project}: running (log: {Path.GetRelativePath(root, log)})");
        var progress = new TestProgress(project, report, TimeProvider.System);
        var program = Path.Combine(root, "build", project, "bin", Configuration, "net10.0", $"{project}.dll");
        // A row of a theory can have the trait by itself.
        var call = new ProgramCall(Programs.Dotnet, [program, .. selection.Arguments, "-preEnumerateTheories", "-xml", file, "-reporter",
            "verbose", "-noColor", "-noLogo"])
        {
            Timeout = selection.Limit,
            WorkingDirectory = root,
            // Tests call it by its name, and the launcher's own lies in no PATH.
            Environment = new Dictionary<string, string?> {
                ["PATH"] = $"{Path.GetDirectoryName(Programs.Dotnet)}:{Environment.GetEnvironmentVariable("PATH")}".TrimStart(':') },
            LogFile = log,
            OnLine = line =>
            {
                progress.Line(line);
                failed(progress.Failed);
            },
        };
        var result = await Programs.RunAsync(call, cancellationToken);
        var read = TestReport.Read(file);
        report($"{project}: {read.Counts} in {TestProgress.Clock(result.Duration)}");
        return result.ExitCode != 0 && read.Counts.Failed == 0
            ? throw new TrialException($"{project} ended with {result.ExitCode} although no test failed", log)
            : read;
    }
}
