using Nuke.Common;

/// <summary>What would be used, and what is missing.</summary>
interface IInfo : IHazChain
{
    [TargetHelp(Purpose.Build, "Prints the resolved configuration and what is missing", "Info --host sf-2")]
    Target Info => _ => _
        .Described<IInfo>()
        .Executes(async () => ConsoleTable.Write([("Nuke",
            $"{typeof(NukeBuild).Assembly.GetName().Name} {typeof(NukeBuild).Assembly.GetName().Version}"),
            .. await Configuration.DescribeAsync(Settings, Chain, Cancelled)]));
}
