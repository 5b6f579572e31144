using System.Runtime.ExceptionServices;

namespace SpiceTrial.Terminal;

/// <summary>
/// The exit code that belongs to the exception a target ended with. Nuke tells a build only the name of the target that failed, on the
/// thread that caught the exception: so the last one thrown on that thread is it.
/// </summary>
public sealed class FailureStatus : IDisposable
{
    readonly ThreadLocal<Exception?> last = new();

    public FailureStatus() => AppDomain.CurrentDomain.FirstChanceException += Remember;

    /// <summary>The status for a failure that is being handled on this thread; <see cref="ExitStatus.Failed"/> when it says none.</summary>
    public ExitStatus OfThisThread
    {
        get
        {
            var status = Of(last.Value);
            if (status == ExitStatus.Cancelled)
                Ended = (last.Value as TrialException)?.What ?? Ended;
            return status;
        }
    }

    /// <summary>What is said of a run that the person ended.</summary>
    public string Ended { get; private set; } = "cancelled";

    public static ExitStatus Of(Exception? exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (GuardedRun.Cancelled.IsCancellationRequested && current is OperationCanceledException
                or TrialException { Status: ExitStatus.Failed, InnerException: OperationCanceledException })
                return ExitStatus.Cancelled;
            if (current is TrialException trial)
                return trial.Status;
        }

        return ExitStatus.Failed;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= Remember;
        last.Dispose();
    }

    void Remember(object? sender, FirstChanceExceptionEventArgs e) => last.Value = e.Exception;
}
