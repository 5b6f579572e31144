using Nuke.Common;
using Serilog;
using SpiceTrial.Testing;

/// <summary>The long search for inputs that do harm.</summary>
[AlsoReads(nameof(IPlan.Minutes))]
interface IFuzz : INukeBuild, ICanBeCancelled
{
    [TargetHelp(Purpose.Develop, "Tries hostile archives and logs on the reader of sessions", "Fuzz --minutes 30")]
    Target Fuzz => _ => _
        .Described<IFuzz>()
        .Executes(() => new FuzzRun(RootDirectory, x => Log.Information("{Line:l}", x)).RunAsync(
            Count.AtLeastOne("--minutes", ((IPlan)this).Minutes) ?? 10, Cancelled));
}
