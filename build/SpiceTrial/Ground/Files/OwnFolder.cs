using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SpiceTrial.Ground;

/// <summary>Folders that nobody else can have put in their place, or reach into.</summary>
static partial class OwnFolder
{
    public const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public const UnixFileMode Private = PrivateFile | UnixFileMode.UserExecute;

    /// <summary>What other users of a build or of apt must be able to read.</summary>
    public const UnixFileMode ReadByOthers = Private | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    const UnixFileMode WrittenByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    const int CurrentFolder = -100, NoFollow = 0x100, TypeModeAndOwner = 0xb;
    const int TypeBits = 0xf000, FolderBits = 0x4000, PermissionBits = 0xfff;

    static readonly TimeSpan LongestDelete = TimeSpan.FromMinutes(10);

    /// <summary>The user whose rights this process has.</summary>
    public static uint User { get; } = EffectiveUser();

    /// <summary>The one place for this user's temporary files.</summary>
    /// <exception cref="TrialException">Somebody else was there first.</exception>
    public static string ForTemporaryFiles(string? parent = null) => Ensure(
        Path.Combine(parent ?? Path.GetTempPath(), $"spice-trial-{User}"),
        "Take it away, or name a folder of your own: TMPDIR=DIR ./build.sh ...");

    /// <summary>A folder that only this user can read and write: what stands in it was put there by this user's own runs. Made where it is
    /// not there.</summary>
    /// <exception cref="TrialException">Refused: it is a link, another user's, or open to others.</exception>
    public static string Ensure(
        string path, string hint = "See whose it is and what is in it; then remove it, and the next run makes it anew")
    {
        if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null)
            Directory.CreateDirectory(path, Private);
        // A folder below one with the bit of its group inherits that; it opens nothing.
        return IsOurs(path, ~(Private | UnixFileMode.SetGroup)) ? path
            : throw new TrialException("the folder is not one that only this user can read and write", path, hint, ExitStatus.Refused);
    }

    /// <summary>A file that nobody else can read.</summary>
    public static FileStream CreateFile(string path, FileMode mode = FileMode.CreateNew) => new(path, new FileStreamOptions
    {
        Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 << 16, UnixCreateMode = PrivateFile,
    });

    /// <summary>Whether it is a folder, no link, of this user's, and nobody else may write in it.</summary>
    public static bool IsOurs(string folder, UnixFileMode refused = WrittenByOthers)
    {
        Span<byte> status = stackalloc byte[256];
        if (Status(CurrentFolder, folder, NoFollow, TypeModeAndOwner, status) != 0)
            return false;
        // struct statx, statx(2): stx_uid and stx_mode.
        var mode = BitConverter.ToUInt16(status[28..]);
        return (mode & TypeBits) == FolderBits && BitConverter.ToUInt32(status[20..]) == User
            && ((UnixFileMode)(mode & PermissionBits) & refused) == 0;
    }

    /// <summary>With <c>rm</c>, which goes by descriptors: a folder that becomes a link meanwhile is not followed.</summary>
    /// <exception cref="IOException">Something of it is left.</exception>
    public static void Delete(string folder)
    {
        using var rm = Process.Start(
            new ProcessStartInfo("rm", ["-rf", "--one-file-system", "--", folder]) { RedirectStandardError = true })!;
        var error = rm.StandardError.ReadToEndAsync();
        if (!rm.WaitForExit(LongestDelete))
            rm.Kill();
        if (Path.Exists(folder))
            throw new IOException($"{folder} can't be deleted: {Printable.Show(error.Result.Trim(), 300)}");
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Status(int folder, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
