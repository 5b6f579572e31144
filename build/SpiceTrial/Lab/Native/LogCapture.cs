using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>
/// The library's log in the form that libvirt's qemu gives it, with the virtual time and with pointers masked, so that the same
/// run gives the same bytes and the parser of field logs reads it.
/// </summary>
static unsafe partial class LogCapture
{
    /// <summary>The day on which every run of the lab starts.</summary>
    public static DateTimeOffset Epoch { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // What the main thread says while the server is set up may interleave with the worker's first lines: kept apart, in a fixed order.
    static readonly List<string> setup = [];
    static readonly Lock gate = new();
    static StreamWriter? file;
    static readonly List<string> early = [];
    static int mainThread;

    /// <summary>Lines so far.</summary>
    public static int Count { get; private set; }

    /// <summary>The last line: what the library said before it crashed or hung.</summary>
    public static string? Last { get; private set; }

    /// <summary>From now on the library's messages go to the file.</summary>
    public static void Install(string path)
    {
        file = new StreamWriter(path, append: false) { NewLine = "\n" };
        mainThread = Environment.CurrentManagedThreadId;
        _ = GLib.SetLogHandler(&Write, 0);
    }

    /// <summary>Writes everything out; later messages are dropped.</summary>
    public static void Close()
    {
        lock (gate)
        {
            file?.Dispose();
            file = null;
        }
    }

    /// <summary>Ends the set-up: its lines come before those of the worker.</summary>
    public static void SetupEnds()
    {
        lock (gate)
        {
            Flush();
            mainThread = 0;
        }
    }

    [UnmanagedCallersOnly]
    static void Write(byte* domain, int level, byte* message, nint data)
    {
        const int debug = 1 << 7, information = 1 << 6, notice = 1 << 5;
        var severity = (level & (debug | information | notice)) != 0 ? "info" : "warning";
        var text = Pointer().Replace(Marshal.PtrToStringUTF8((nint)message) ?? "", "0xMASKED");
        var time = Epoch.AddTicks(VirtualClock.Now / 100);
        var line = $"{time:yyyy-MM-ddTHH:mm:ss.ffffffZ} spice-trial-lab: {severity}: {Marshal.PtrToStringUTF8((nint)domain)}: {text}";
        lock (gate)
        {
            Count++;
            Last = text;
            if (mainThread == 0)
                file?.WriteLine(line);
            else
                (Environment.CurrentManagedThreadId == mainThread ? setup : early).Add(line);
            // After a serious message the library may end the process.
            if (severity == "warning")
                Flush();
        }
    }

    static void Flush()
    {
        foreach (var line in setup.Concat(early))
            file?.WriteLine(line);
        setup.Clear();
        early.Clear();
        file?.Flush();
    }

    [GeneratedRegex("(?<![0-9])0x[0-9a-f]{4,}")]
    private static partial Regex Pointer();
}
