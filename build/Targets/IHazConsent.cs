using Nuke.Common;

/// <summary>Targets that may have to ask.</summary>
interface IHazConsent : INukeBuild
{
    [Parameter("Answer yes to questions: about the host, and about packages for this machine (default: they are asked)")]
    bool Yes => TryGetValue<bool?>(() => Yes) ?? false;
}
