using System.Runtime.InteropServices;

namespace SpiceTrial.Artifacts;

/// <summary>A folder that is filled under a hidden name and then takes its place at once; until then, and when that fails, the earlier one
/// is whole.</summary>
sealed partial class Publication : IDisposable
{
    const string Half = ".new-", Earlier = ".old-";
    const int CurrentFolder = -100;
    const uint Exchange = 2;

    readonly string target;

    /// <summary>What a dead run left is removed, and an earlier result that it had moved away is moved back: of this name alone, whose lock
    /// the caller holds, or, where the parent is <paramref name="ours"/> and the caller holds its lock, of every name.</summary>
    public Publication(string parent, string name, bool ours = true)
    {
        (target, Folder) = (Path.Combine(parent, name), Path.Combine(parent, Half + name));
        foreach (var dead in Directory.GetDirectories(parent, Half + "*").Where(x => ours || x == Folder))
            Directory.Delete(dead, recursive: true);
        foreach (var old in Directory.GetDirectories(parent, Earlier + "*").Where(x => ours || x == Old(target)))
        {
            if (Path.Combine(parent, Path.GetFileName(old)[Earlier.Length..]) is var lost && Directory.Exists(lost))
                Directory.Delete(old, recursive: true);
            else
                Directory.Move(old, lost);
        }

        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    /// <summary>Publishes a sealed folder, and keeps for later runs that this user's own run sealed it.</summary>
    public async Task<string> PublishAsync(string state, CancellationToken cancellationToken)
    {
        var manifest = await FileRecord.OfAsync(Path.Combine(Folder, Manifest.FileName), cancellationToken);
        await ProvenHere.AddAsync(state, ProvenHere.Artifacts, manifest.Sha256, target, cancellationToken);
        return Publish();
    }

    /// <summary>For every user to read, whatever this one's umask is.</summary>
    public void OpenToAll()
    {
        foreach (var one in Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Append(Folder))
            File.SetUnixFileMode(one, Directory.Exists(one) ? OwnFolder.ReadByOthers
                : OwnFolder.PrivateFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    public string Publish()
    {
        if (!Directory.Exists(target))
            Directory.Move(Folder, target);
        else if (RenameAt(CurrentFolder, Folder, CurrentFolder, target, Exchange) == 0)
            Directory.Delete(Folder, recursive: true);
        else
            ReplaceInTwoSteps();
        return target;
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    // Some file systems can't exchange two names.
    void ReplaceInTwoSteps()
    {
        Directory.Move(target, Old(target));
        Directory.Move(Folder, target);
        Directory.Delete(Old(target), recursive: true);
    }

    static string Old(string target) => Path.Combine(Path.GetDirectoryName(target)!, Earlier + Path.GetFileName(target));

    /// <summary>renameat2(2); glibc 2.28 and later.</summary>
    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int RenameAt(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);
}
