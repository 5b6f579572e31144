using System.Collections.Concurrent;
using Xunit;

[assembly: AssemblyFixture(typeof(SpiceTrial.Tests.Templates))]

namespace SpiceTrial.Tests;

/// <summary>Folders that real programs take long to make and many tests begin with: made once in a run, and each test gets a
/// copy.</summary>
public sealed class Templates : IDisposable
{
    static readonly Scratch Scratch = new();
    static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Made = new(StringComparer.Ordinal);

    /// <param name="name">Says all that decides the content.</param>
    /// <param name="to">Exists; files of the same name are replaced.</param>
    /// <param name="make">Makes the content in an empty folder.</param>
    public static async Task CopyAsync(string name, string to, Func<string, Task> make)
    {
        var from = await Made.GetOrAdd(name, _ => new(() => MakeAsync(make))).Value;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    public void Dispose() => Scratch.Dispose();

    static async Task<string> MakeAsync(Func<string, Task> make)
    {
        var folder = Directory.CreateDirectory(Scratch.File(Guid.NewGuid().ToString("N"))).FullName;
        await make(folder);
        return folder;
    }
}
