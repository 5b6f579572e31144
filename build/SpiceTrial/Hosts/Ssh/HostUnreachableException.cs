namespace SpiceTrial.Hosts;

/// <summary>Nothing answered for the host: no such name, refused, no route, silence, or no ssh client to ask for its
/// configuration.</summary>
public sealed class HostUnreachableException(string reason, Exception? cause = null) : Exception(reason, cause);
