/// <content>What is around a run: nothing starts on a wrong command line, signals clean up, failures give their exit code.</content>
sealed partial class Build : ICanBeCancelled, IHasClosingLine
{
    static Interruption? signals;
    static FailureStatus? failure;

    /// <summary>The last line of the whole output, after Nuke's summary.</summary>
    static string? closingLine;

    public CancellationToken Cancelled => signals?.Cancelled ?? CancellationToken.None;

    public void CloseWith(string line) => closingLine = line;

    protected override void OnTargetFailed(string target) => ExitCode ??= (int?)failure?.OfThisThread;

    /// <summary>Validation stands here because it must come before Nuke plans: <c>docs/decisions/0001-build-host.md</c>.</summary>
    static int Guarded(string[] arguments, string defaultTarget, Func<int> execute)
    {
        var errors = Validation.Errors(BuildCommandLine.Of(typeof(Build), defaultTarget), arguments, Environment.GetEnvironmentVariables(),
            Path.Combine(Root(), ".nuke"));
        if (errors.Count > 0)
        {
            foreach (var error in errors)
                Console.Out.WriteLine($"error: {error}");
            Console.Out.WriteLine("nothing was started; ./build.sh --help lists targets and options");
            return (int)ExitStatus.BadInput;
        }

        int exitCode;
        using (signals = new Interruption(Console.Out.WriteLine))
        using (failure = new FailureStatus())
            exitCode = execute();
        if (closingLine is not null)
            Console.Out.WriteLine(closingLine);
        // Nuke's own failures (255, or -1 before the system cuts it to a byte) have no other meaning here than "failed".
        return exitCode is < 0 or > (int)ExitStatus.Reverted ? (int)ExitStatus.Failed : exitCode;
    }

    /// <summary>As Nuke finds it, without asking Nuke: its answer would bind parameters before they are checked.</summary>
    static string Root()
    {
        for (var directory = new DirectoryInfo(Environment.CurrentDirectory); directory is not null; directory = directory.Parent)
        {
            if (Directory.Exists(Path.Combine(directory.FullName, ".nuke")))
                return directory.FullName;
        }

        return Environment.CurrentDirectory;
    }
}
