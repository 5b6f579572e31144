using System.Diagnostics;
using CliWrap;

namespace SpiceTrial.Ground;

/// <summary>Runs programs: time-out, cancellation of the whole process group, both streams read as they come.</summary>
public static class Programs
{
    /// <summary>The <c>dotnet</c> that runs this program: PATH may lack it.</summary>
    public static string Dotnet =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    // The system folders too, for what is started and for what that starts: a user's PATH in Debian has neither (chroot, ldconfig).
    static IEnumerable<string> Folders =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"]).Where(x => x.Length > 0);

    /// <summary>
    /// Runs a program to its end and returns how it ended, whatever its exit code.
    /// Throws <see cref="TrialException"/> when it can't be started or takes too long, and
    /// <see cref="OperationCanceledException"/> when cancelled; in both cases nothing of it is left running.
    /// </summary>
    public static async Task<ProgramResult> RunAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        EnsureExists(call);
        using var timeout = new CancellationTokenSource(call.Timeout);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        // SIGKILL to the leader only if the lifeline's own TERM and KILL did not end it.
        using var kill = new CancellationTokenSource();
        await using var _ = stop.Token.Register(() => kill.CancelAfter(TimeSpan.FromSeconds(10)));
        using var capture = new CapturedOutput(call);
        var watch = Stopwatch.StartNew();
        try
        {
            var (program, arguments) = Lifeline.Wrap(call);
            var result = await Cli.Wrap(program)
                .WithArguments(arguments)
                .WithWorkingDirectory(call.WorkingDirectory ?? Directory.GetCurrentDirectory())
                .WithEnvironmentVariables(x =>
                {
                    // What they say is read.
                    x.Set("LC_ALL", "C.UTF-8").Set("LANGUAGE", null).Set("PATH", string.Join(':', Folders));
                    x.Set(call.Environment);
                })
                .WithStandardInputPipe(PipeSource.Create(async (_, ended) => await OpenUntil(stop.Token, ended)))
                .WithStandardOutputPipe(PipeTarget.ToDelegate(capture.Output, Encoding.UTF8))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(capture.Error, Encoding.UTF8))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(kill.Token);
            cancellationToken.ThrowIfCancellationRequested();
            return timeout.IsCancellationRequested
                ? throw TookTooLong(call)
                : new ProgramResult(call, result.ExitCode, capture.OutputText, capture.ErrorText, watch.Elapsed);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TookTooLong(call);
        }
    }

    /// <summary>As <see cref="RunAsync"/>, but any exit code other than 0 throws; returns standard output.</summary>
    public static async Task<string> OutputOfAsync(ProgramCall call, string whatFailed, CancellationToken cancellationToken) =>
        (await RunAsync(call, cancellationToken)).OrThrow(whatFailed).Output;

    /// <summary>The full path of a program on PATH, or <c>null</c>.</summary>
    public static string? Find(string program)
    {
        if (program.Contains('/', StringComparison.Ordinal))
            return File.Exists(program) ? program : null;
        return Folders.Select(x => Path.Combine(x, program)).FirstOrDefault(File.Exists);
    }

    static async Task OpenUntil(CancellationToken stop, CancellationToken ended)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, ended);
        try { await Task.Delay(System.Threading.Timeout.Infinite, either.Token); }
        catch (OperationCanceledException) { /* either way the pipe is closed now */ }
    }

    static void EnsureExists(ProgramCall call)
    {
        if (Find(call.Program) is null)
            throw new TrialException(
                $"{call.Program} is not installed", call.ToString(), call.Hint ?? DebianPackages.InstallHint(call.Program));
        if (call.WorkingDirectory is { } folder && !Directory.Exists(folder))
            throw new TrialException($"the folder to run {call.Program} in does not exist", folder);
    }

    static TrialException TookTooLong(ProgramCall call) => new(
        $"{call.Program} did not end within {call.Timeout.TotalSeconds:0} s and was ended", call.ToString(), call.Hint,
        cause: new TimeoutException());
}
