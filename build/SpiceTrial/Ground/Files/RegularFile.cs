using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SpiceTrial.Ground;

/// <summary>Opens files without being caught by what only looks like one: a pipe would block for ever, a device never end.</summary>
static partial class RegularFile
{
    const int ReadOnly = 0, NonBlocking = 0x800, CloseOnExec = 0x80000;

    /// <summary>The file as long as it is now, or <c>null</c> where it is no regular file.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    public static FileStream? TryOpen(string path)
    {
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
            stream.Dispose();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or UnauthorizedAccessException)
        {
            handle.Dispose();
        }

        return null;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
