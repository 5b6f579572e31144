using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Builders;

/// <summary>What the caches hold, and room on the disk.</summary>
[AlsoReads(nameof(IDebBuild.CacheDirectory))]
interface IClean : IHazSettings, ICanBeCancelled
{
    // Nuke takes exactly this type.
    static IEnumerable<string> CacheKinds => Caches.Kinds;

    [Parameter("What to take away: environments, compiler, downloads, runs (default: nothing, it is only shown)",
        ValueProviderMember = nameof(CacheKinds), ValueProviderType = typeof(IClean))]
    string[]? Remove => TryGetValue(() => Remove);

    [TargetHelp(Purpose.Develop, "Shows what the caches hold, and takes away what is asked", "Clean --remove environments runs")]
    Target Clean => _ => _
        .Described<IClean>()
        .Executes(async () =>
        {
            var caches = new Caches(Settings.Workspace);
            var entries = await caches.ListAsync(Cancelled);
            ConsoleTable.Write(["what", "MiB", "used", "name"], entries.Select(x => (string[])
                [x.Kind, x.Bytes is { } bytes ? $"{bytes >> 20}" : "?", $"{x.Used:MM-dd}", Name(x)]));
            foreach (var left in await caches.RemoveAsync(Remove ?? [], Cancelled))
                Log.Warning("in use, and left: {Folder:l}", left);
            var after = Remove is null ? entries : await caches.ListAsync(Cancelled);
            ReportSummary(x => x.AddPair("In", Standpoint.Told(Settings.Workspace.Cache))
                .AddPair("Held", $"{after.Sum(y => y.Bytes) >> 20} MiB")
                .AddPair("Taken away", $"{entries.Sum(y => y.Bytes) - after.Sum(y => y.Bytes) >> 20} MiB"));
        });

    // Enough to tell them apart in 80 columns.
    private static string Name(CacheEntry entry) =>
        Path.GetFileName(entry.Folder) is var name && entry.Kind == "environments" ? name[..^8] : name;
}
