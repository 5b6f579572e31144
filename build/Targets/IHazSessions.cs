using Nuke.Common;
using SpiceTrial.Hosts;

/// <summary>Where sessions are kept.</summary>
interface IHazSessions : INukeBuild
{
    sealed string SessionsFolder => Path.Combine(RootDirectory, "sessions");

    /// <summary>Kept in git, with the sessions that follow.</summary>
    sealed GateOverrides GateOverrides => new(Path.Combine(SessionsFolder, GateOverrides.FolderName), TimeProvider.System);
}
