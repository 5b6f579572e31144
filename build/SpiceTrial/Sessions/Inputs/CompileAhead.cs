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

    // A start, a stream that comes and goes, an eviction: what large logs consist of, and what the figures at the end are made from.
    static ReadOnlySpan<byte> Lines => """
        2026-01-02T03:04:05.000000Z qemu-system-x86_64: info: Spice: ../server/reds.cpp:3418:do_spice_init: starting 0.15.1
        2026-01-02T03:04:05.100000Z qemu-system-x86_64: info: Spice: ../server/display-channel.cpp:170:display_channel_set_stream_video: sv filter
        2026-01-02T03:04:06.000000Z qemu-system-x86_64: info: Spice: ../server/video-stream.cpp:411:display_channel_create_stream: stream 49 240x180 (20, 10) (260, 190) 25 fps
        2026-01-02T03:04:07.000000Z qemu-system-x86_64: info: Spice: ../server/display-channel.cpp:2412:display_channel_debug_oom: OOM1 #draw=283, #glz_draw=149 current 283 pipes 0
        2026-01-02T03:04:07.000100Z qemu-system-x86_64: info: Spice: ../server/display-channel.cpp:1486:display_channel_free_some: #draw=283, #glz_draw=149
        2026-01-02T03:04:07.000200Z qemu-system-x86_64: info: Spice: ../server/display-channel.cpp:2412:display_channel_debug_oom: OOM2 #draw=233, #glz_draw=99 current 233 pipes 0
        2026-01-02T03:04:08.000000Z qemu-system-x86_64: info: Spice: ../server/video-stream.cpp:99:video_stream_stop: stream 49

        """u8;

    /// <param name="paths">What will be read.</param>
    public static void Start(IEnumerable<string> paths)
    {
        if (paths.Any(x => new FileInfo(x) is { Exists: true, Length: >= Large }) && Interlocked.Exchange(ref started, 1) == 0)
            _ = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    static void Run()
    {
        var batch = LogBatch.Rent();
        LogScanner.Scan(Lines, batch);
        var runs = new RunCollector(new LogOptions(""));
        runs.Add(batch);
        runs.Finish();
        batch.Return();
    }
}
