using Nuke.Common;

/// <summary>Targets that yield JSON which other programs read.</summary>
interface IHazOutput : INukeBuild
{
    [Parameter("Folder that gets a copy of the JSON that programs read (default: none)")]
    string? Output => TryGetValue(() => Output);
}
