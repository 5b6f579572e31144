using System.Runtime.InteropServices;

namespace SpiceTrial.Artifacts;

/// <summary>A folder that is filled under a hidden name and then takes its place at once; until then, and when that fails, the earlier one
/// is whole.</summary>
sealed partial class Publication : IDisposable
{
    const string Prefix = ".new-";
    const int CurrentFolder = -100;
    const uint Exchange = 2;

    readonly string target;

    /// <summary>The caller holds the lock of <paramref name="parent"/>: what a dead run left there is removed.</summary>
    public Publication(string parent, string name)
    {
        foreach (var dead in Directory.EnumerateDirectories(parent, Prefix + "*"))
            Directory.Delete(dead, recursive: true);
        target = Path.Combine(parent, name);
        Folder = Directory.CreateDirectory(Path.Combine(parent, Prefix + name)).FullName;
    }

    public string Folder { get; }

    /// <summary>Publishes a sealed folder, and keeps for later runs that this user's own run sealed it.</summary>
    public async Task<string> PublishAsync(string state, CancellationToken cancellationToken)
    {
        var manifest = await FileRecord.OfAsync(Path.Combine(Folder, Manifest.FileName), cancellationToken);
        await ProvenHere.AddAsync(state, ProvenHere.Artifacts, manifest.Sha256, target, cancellationToken);
        return Publish();
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
        var old = Folder + ".old";
        Directory.Move(target, old);
        Directory.Move(Folder, target);
        Directory.Delete(old, recursive: true);
    }

    /// <summary>renameat2(2); glibc 2.28 and later.</summary>
    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int RenameAt(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);
}
