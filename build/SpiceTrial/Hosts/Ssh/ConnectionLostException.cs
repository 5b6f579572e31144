namespace SpiceTrial.Hosts;

/// <summary>The connection was there and is gone, or went silent: what was running on the host may run on.</summary>
public sealed class ConnectionLostException(string reason, Exception? cause = null) : Exception(reason, cause);
