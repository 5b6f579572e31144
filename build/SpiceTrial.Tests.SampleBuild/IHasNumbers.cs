using Nuke.Common;

/// <summary>A component with parameters of a value type and of a class.</summary>
[AlsoReads("Speed")]
interface IHasNumbers : INukeBuild
{
    [Parameter("A number")]
    int? Count => TryGetValue<int?>(() => Count);

    [Parameter("A text")]
    string? TextItem => TryGetValue(() => TextItem);

    Target FromComponent => _ => _.DependsOn(InnerStep).Executes(() => Console.WriteLine("run FromComponent"));

    Target InnerStep => _ => _.Executes(() => Console.WriteLine("run InnerStep"));
}
