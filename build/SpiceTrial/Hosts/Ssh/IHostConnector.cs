namespace SpiceTrial.Hosts;

/// <summary>Opens connections to hosts.</summary>
public interface IHostConnector
{
    /// <param name="host">As for <c>ssh</c>: a name, an address or an alias of its configuration.</param>
    /// <param name="configuration">An ssh configuration file instead of the user's own, as <c>ssh -F</c>; or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops at once, also in the middle of connecting.</param>
    /// <exception cref="TrialException">
    /// Not connected. Its cause is a <see cref="HostUnreachableException"/> when nothing answered for the host, so that a recorded
    /// reading may stand in; any other cause means that something is wrong and must be looked at.
    /// </exception>
    Task<IHostConnection> ConnectAsync(string host, string? configuration, CancellationToken cancellationToken);
}
