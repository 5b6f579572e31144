using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SpiceTrial.Ground;

/// <summary>Opens files without being caught by what only looks like one: a pipe would block for ever, a device never end.</summary>
static partial class RegularFile
{
    public const string Empty = "it is empty";

    const string Pipe = "it is a pipe, which can be read only once and may never end: write it to a file first and give that "
        + "(packed logs are read as they are)";

    static readonly string[] KernelFolders = ["/dev/", "/proc/", "/sys/"];

    const int ReadOnly = 0, NonBlocking = 0x800, CloseOnExec = 0x80000;

    public static FileStream? TryOpen(string path) => TryOpen(path, out _);

    /// <summary>The file as long as it is now, or <c>null</c> where it is empty or no regular file.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="why">What it is instead.</param>
    /// <exception cref="IOException">It can't be opened.</exception>
    public static FileStream? TryOpen(string path, out string why)
    {
        why = Pipe;
        var descriptor = Open(path, ReadOnly | NonBlocking | CloseOnExec);
        if (descriptor < 0)
            throw new IOException($"it can't be opened: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            // A pipe can't seek; devices and files of the kernel have no length.
            if (stream.CanSeek && stream.Length > 0)
                return stream;
            why = !stream.CanSeek ? Pipe
                : KernelFolders.Any(x => Path.GetFullPath(path).StartsWith(x, StringComparison.Ordinal)) ? "it is a device" : Empty;
            stream.Dispose();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or UnauthorizedAccessException)
        {
            handle.Dispose();
        }

        return null;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);
}
