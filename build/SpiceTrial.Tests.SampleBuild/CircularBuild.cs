using Nuke.Common;

/// <summary>Two targets that wait for each other, and one that has nothing to do with them.</summary>
sealed class CircularBuild : NukeBuild
{
    Target Hen => _ => _.DependsOn(Egg);

    Target Egg => _ => _.DependsOn(Hen);

    Target Farmer => _ => _.Executes(() => Console.WriteLine("run Farmer"));

    internal static int Run() => Execute<CircularBuild>(x => x.Farmer);
}
