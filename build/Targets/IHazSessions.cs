using Nuke.Common;

/// <summary>Where sessions are kept.</summary>
interface IHazSessions : INukeBuild
{
    sealed string SessionsFolder => Path.Combine(RootDirectory, "sessions");
}
