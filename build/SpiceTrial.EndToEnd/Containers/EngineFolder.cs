using SpiceTrial.EndToEnd.Chain;

namespace SpiceTrial.EndToEnd.Containers;

static class EngineFolder
{
    /// <summary>Short, because an engine makes sockets below it, whose paths have at most 107 characters.</summary>
    public static string Make(string engine) => Directory.CreateTempSubdirectory($"st-{engine}-").FullName;

    public static async Task DeleteAsync(string folder)
    {
        foreach (var mount in (await Leftovers.MountsAsync(folder)).Reverse())
            await Programs.RunAsync(new("umount", "--lazy", mount), CancellationToken.None);
        await Programs.RunAsync(
            new("rm", "-rf", "--one-file-system", folder) { Timeout = TimeSpan.FromMinutes(5) }, CancellationToken.None);
    }
}
