using System.Runtime.CompilerServices;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>The project as a person's fresh clone has it: what git knows of the work tree, without build output.</summary>
static class SourceTree
{
    public static async Task CopyAsync(string folder, CancellationToken cancellationToken)
    {
        var root = Root();
        var listed = await Programs.OutputOfAsync(
            new("git", "-c", $"safe.directory={root}", "-C", root, "ls-files", "--cached", "--others", "--exclude-standard"),
            "git can't list the work tree", cancellationToken);
        foreach (var name in listed.Split('\n').Where(x => File.Exists(Path.Combine(root, x))))
        {
            var copy = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(root, name), copy);
        }
    }

    /// <summary>The work tree that these tests were compiled from.</summary>
    public static string Root() => Above();

    static string Above([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
}
