namespace SpiceTrial.Hosts;

/// <summary>How a command on a host ended.</summary>
/// <param name="ExitStatus">The program's own; 127 when the host has no such program.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record RemoteResult(int ExitStatus, string Output, string Error);
