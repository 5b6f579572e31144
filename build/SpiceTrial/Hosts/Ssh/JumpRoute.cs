using Renci.SshNet;
using Renci.SshNet.Common;

namespace SpiceTrial.Hosts;

/// <summary>
/// Through another host: a port of the loopback address here whose connections that host makes onward. Only this user's own
/// connections are let through: the port is open to everybody on this machine, the way past a jump host is not.
/// </summary>
sealed class JumpRoute : IRoute
{
    readonly SshLogIn logIn;
    readonly ForwardedPortLocal port;

    /// <param name="logIn">A connection to the jump host; owned from now on.</param>
    /// <param name="host">The host behind it, as the jump host knows it.</param>
    /// <param name="hostPort">Its port.</param>
    public JumpRoute(SshLogIn logIn, string host, int hostPort)
    {
        this.logIn = logIn;
        port = new ForwardedPortLocal("127.0.0.1", 0, host, (uint)hostPort);
        port.RequestReceived += (_, request) =>
        {
            if (!LoopbackPeer.IsOurs((int)request.OriginatorPort, Port))
                throw new SshException("A connection of another user is not let through.");
        };
        logIn.Client.AddForwardedPort(port);
        port.Start();
    }

    public string Host => "127.0.0.1";

    public int Port => (int)port.BoundPort;

    public string Unanswered => $"the jump host {logIn.Settings.Host} gets no answer from it";

    public void Dispose()
    {
        // The connection before its port.
        logIn.Dispose();
        port.Dispose();
    }
}
