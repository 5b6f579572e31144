using Nuke.Common;

/// <summary>Targets that have to tell the video from what else was streamed.</summary>
interface IHazVideo : INukeBuild
{
    [Parameter("Size of the video, such as 1024x768 (default: the largest region streamed)")]
    string? Video => TryGetValue(() => Video);
}
