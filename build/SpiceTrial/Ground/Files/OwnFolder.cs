using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SpiceTrial.Ground;

/// <summary>A folder that only this user can read and write: what stands in it was put there by this user's own runs.</summary>
static partial class OwnFolder
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const int CurrentFolder = -100, NoFollow = 0x100, OwnerAndMode = 0xb;
    const int FileTypes = 0xf000, Directory = 0x4000, OfOthers = 0x3f;

    /// <summary>Makes it where it is not there.</summary>
    /// <exception cref="TrialException">Refused: it is a link, another user's, or open to others.</exception>
    public static string Ensure(string path)
    {
        System.IO.Directory.CreateDirectory(path, Private);
        var status = new byte[256];
        // struct statx: the owner stands at 20, the mode at 28, on every architecture.
        if (Status(CurrentFolder, path, NoFollow, OwnerAndMode, status) == 0
            && BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(20)) == User()
            && BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(28)) is var mode
            && (mode & FileTypes) == Directory && (mode & OfOthers) == 0)
            return path;
        throw new TrialException("the folder is not one that only this user can read and write", path,
            "See whose it is and what is in it; then remove it, and the next run makes it anew", ExitStatus.Refused);
    }

    /// <summary>statx(2); glibc 2.28 and later.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Status(int folder, string path, int flags, uint wanted, byte[] status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint User();
}
