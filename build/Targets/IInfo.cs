using Nuke.Common;
using SpiceTrial.Trial;

/// <summary>What would be used, and what is missing.</summary>
interface IInfo : IHazChain
{
    ChainSettings Settings { get; }

    Target Info => _ => _
        .Description("Prints the resolved configuration and what is missing")
        .Executes(async () => ConsoleTable.Write([("Nuke",
            $"{typeof(NukeBuild).Assembly.GetName().Name} {typeof(NukeBuild).Assembly.GetName().Version}"),
            .. await Configuration.DescribeAsync(Settings, Chain, Cancelled)]));
}
