using System.Runtime.InteropServices;

namespace SpiceTrial.Terminal;

/// <summary>
/// Turns Ctrl-C, SIGTERM and SIGHUP into a cancellation, so that a run cleans up before it ends. A second signal is not held back:
/// it ends the process at once. A signal that whoever starts the run has it ignore stays ignored (the runtime registers no handler
/// then): a run under nohup must outlive its terminal, in the middle of an install above all, and Ctrl-C is for what is in the
/// foreground. SIGTERM ends these too.
/// </summary>
public sealed class Interruption : IDisposable
{
    readonly CancellationTokenSource source = new();
    readonly List<PosixSignalRegistration> registrations = [];

    public Interruption(Action<string> announce)
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            registrations.Add(PosixSignalRegistration.Create(signal, context => Cancel(context, announce)));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Cancelled => source.Token;

    public void Dispose()
    {
        registrations.ForEach(x => x.Dispose());
        source.Dispose();
    }

    void Cancel(PosixSignalContext context, Action<string> announce)
    {
        if (source.IsCancellationRequested)
            return;
        context.Cancel = true;
        announce($"{context.Signal}: cleaning up; once more to end at once");
        source.Cancel();
    }
}
