using Spectre.Console;

namespace SpiceTrial.Terminal;

/// <summary>What surrounds a run: nothing starts on a wrong command line, signals clean up, failures give their exit code.</summary>
/// <remarks>Static, because it ends after the build host does: on Ctrl-C Nuke says that the build has finished while a target still
/// cleans up.</remarks>
public static class GuardedRun
{
    static readonly Stack<IDisposable> owned = new();
    static Interruption? signals;
    static FailureStatus? failure;
    static string? closingLine;
    static int? ending;
    static Action? begun;

    /// <summary>Cancelled by the first signal.</summary>
    public static CancellationToken Cancelled => signals?.Cancelled ?? CancellationToken.None;

    /// <summary>Whether the person ended the run, by a signal or by an answer: then nothing has failed.</summary>
    public static bool IsEnded { get; private set; }

    /// <summary>The exit code of the failure that this thread handles; <c>null</c> outside of a run.</summary>
    public static int? Failure
    {
        get
        {
            var status = failure?.OfThisThread;
            IsEnded |= status == ExitStatus.Cancelled;
            return (int?)status;
        }
    }

    /// <summary>Called when the build host has begun.</summary>
    public static void Begin()
    {
        SafeLog.Guard();
        begun?.Invoke();
        Standpoint.Enter();
    }

    /// <summary>The last line of the whole output, after Nuke's summary.</summary>
    public static void CloseWith(string line) => closingLine = line;

    /// <summary>The exit code of a run whose target has done what it can: what a monitoring plugin found.</summary>
    public static void EndWith(int exitCode) => ending = exitCode;

    /// <summary>Disposed when the run ends, the last one first.</summary>
    public static T Owned<T>(T part)
        where T : IDisposable
    {
        owned.Push(part);
        return part;
    }

    /// <summary>Validation stands here because it must come before Nuke plans: <c>docs/decisions/0001-build-host.md</c>.</summary>
    public static int Execute(CommandLineSpec spec, string[] arguments, Func<int> execute)
    {
        LostTerminal.Survive();
        Standpoint.Learn(spec, arguments, Root());
        Document.Reserve(arguments);
        if (HelpRequest.Answer(spec, arguments) is { } answer)
        {
            SafeTerminal.WriteLine(answer.Page.TrimEnd('\n'));
            return answer.Errors.Count == 0 ? 0 : Refused(answer.Errors);
        }

        var errors = Validation.Errors(spec, arguments, Environment.GetEnvironmentVariables(), Path.Combine(Root(), ".nuke"));
        if (errors.Count > 0)
            return Refused(errors);
        GivenBack.AtTheEnd(Root());
        var folder = Path.Combine(Root(), ".nuke");
        // The real host opens it for itself alone, also beside a run that goes on: that one keeps what it has opened.
        if (Path.Combine(folder, "temp", "build.log") is var log && File.Exists(log))
            File.Delete(log);
        // By now the real host has written it in words of its own.
        begun = () => ParametersSchema.Write(Path.Combine(folder, "build.schema.json"), spec);
        if (Beginning(spec, arguments) is { } beginning)
            SafeTerminal.WriteLine(beginning);
        int exitCode;
        using (signals = new Interruption(SafeTerminal.WriteLine))
        using (failure = new FailureStatus())
        {
            try
            {
                SafeTerminal.Guard(AnsiConsole.Console);
                exitCode = execute();
            }
            finally
            {
                while (owned.TryPop(out var part))
                    part.Dispose();
            }
        }

        if (closingLine is not null)
            SafeTerminal.WriteLine(closingLine);
        if (IsEnded || exitCode == (int)ExitStatus.Cancelled)
        {
            SafeTerminal.WriteLine(failure.Ended);
            return (int)ExitStatus.Cancelled;
        }

        // Nuke's own failures (255, or -1 before the system cuts it to a byte) have no other meaning here than "failed".
        return exitCode is < 0 or > (int)ExitStatus.Reverted ? (int)ExitStatus.Failed : exitCode == 0 ? ending ?? 0 : exitCode;
    }

    // Without a target the usual one runs, and that one takes a while.
    static string? Beginning(CommandLineSpec spec, string[] arguments) =>
        !arguments.Any(x => spec.FindTarget(x) is not null) && spec.DefaultTarget is { } usual && spec.FindTarget(usual)?.Help is { } help
            ? $"no target was named: {usual} runs ({help.Does}); Ctrl-C ends it, ./build.sh --help lists all" : null;

    static int Refused(IEnumerable<CommandLineError> errors)
    {
        foreach (var error in errors)
            SafeTerminal.WriteLine($"error: {error}");
        SafeTerminal.WriteLine("nothing was started; ./build.sh --help lists targets, ./build.sh TARGET --help its options");
        return (int)(Document.OfRefusal ?? ExitStatus.BadInput);
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
