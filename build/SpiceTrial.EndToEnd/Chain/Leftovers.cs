using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>What is still there of a run that has ended: processes and mounts, in whichever namespace.</summary>
static class Leftovers
{
    /// <summary>Mounts of this process's own namespace on or below the folder.</summary>
    public static async Task<IReadOnlyList<string>> MountsAsync(string folder) =>
        [.. (await File.ReadAllLinesAsync("/proc/self/mountinfo")).Select(x => Unescaped(x.Split(' ')[4])).Where(x => IsWithin(x, folder))];

    /// <summary>Processes that run in the folder, name it on their command line, or have something below it mounted.</summary>
    public static IReadOnlyList<string> Processes(string folder) =>
    [
        .. from path in Directory.EnumerateDirectories("/proc")
           where int.TryParse(Path.GetFileName(path), out var id) && id != Environment.ProcessId
           let words = Read(path, "cmdline").Replace('\0', ' ')
           where words.Contains(folder, StringComparison.Ordinal) || IsWithin(Target(path, "cwd"), folder)
               || IsWithin(Target(path, "root"), folder)
               || (Unescaped(Read(path, "mountinfo")).Contains(folder, StringComparison.Ordinal)
                   // A test host that starts beside it takes over what is mounted just then.
                   && !Read(path, "cgroup").Contains("/spice-trial-", StringComparison.Ordinal))
           select $"{Path.GetFileName(path)}: {words}",
    ];

    /// <summary>Fails unless processes and mounts are gone within 15 seconds, far less than a build takes.</summary>
    public static async Task ShouldBeGoneAsync(string folder)
    {
        var until = DateTime.UtcNow + TimeSpan.FromSeconds(15);
        while ((Processes(folder).Count > 0 || (await MountsAsync(folder)).Count > 0) && DateTime.UtcNow < until)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Processes(folder).Should().BeEmpty("no process may be left");
        (await MountsAsync(folder)).Should().BeEmpty("no mount may be left");
    }

    static bool IsWithin(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    static string Unescaped(string text) => text.Replace(@"\040", " ", StringComparison.Ordinal);

    // A process may end while it is looked at.
    static string Read(string process, string file)
    {
        try { return File.ReadAllText(Path.Combine(process, file)); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return ""; }
    }

    static string Target(string process, string link)
    {
        try { return new FileInfo(Path.Combine(process, link)).LinkTarget ?? ""; }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return ""; }
    }
}
