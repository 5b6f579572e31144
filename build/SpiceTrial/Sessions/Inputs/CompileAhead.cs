namespace SpiceTrial.Sessions;

/// <summary>
/// Has what reads a large log compiled on another core while its file is still being looked at: the runtime compiles a method when it is
/// first called, and that is a fifth of the time that 2 GB take. A few lines go through the whole reader, and what comes out is thrown
/// away.
/// </summary>
static class CompileAhead
{
    // A smaller log is read before it would pay.
    const long Large = 64 << 20;

    static int started;

    /// <param name="paths">What will be read.</param>
    public static void Start(IEnumerable<string> paths)
    {
        if (paths.Any(x => new FileInfo(x) is { Exists: true, Length: >= Large }) && Interlocked.Exchange(ref started, 1) == 0)
            _ = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    static void Run()
    {
        var batch = LogBatch.Rent();
        LogScanner.Scan(Encoding.UTF8.GetBytes(EmbeddedText.Read("compile-ahead.log")), batch);
        var runs = new RunCollector(new LogOptions(""));
        runs.Add(batch);
        runs.Finish();
        batch.Return();
    }
}
