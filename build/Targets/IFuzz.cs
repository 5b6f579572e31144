using Nuke.Common;
using Serilog;
using SpiceTrial.Testing;

/// <summary>The long search for inputs that do harm.</summary>
interface IFuzz : INukeBuild, ICanBeCancelled
{
    [Parameter("Minutes to search (default: 10)")]
    int? Minutes => TryGetValue<int?>(() => Minutes);

    [TargetHelp(Purpose.Develop, "Tries hostile archives and logs on the reader of sessions", "Fuzz --minutes 30")]
    Target Fuzz => _ => _
        .Described<IFuzz>()
        .Executes(() => new FuzzRun(RootDirectory, x => Log.Information("{Line:l}", x)).RunAsync(
            Count.AtLeastOne("--minutes", Minutes) ?? 10, Cancelled));
}
