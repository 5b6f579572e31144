using System.Net;
using System.Net.Sockets;

namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>Ports of the loopback address.</summary>
static class Loopback
{
    // Below the kernel's range for clients (ip_local_port_range, 32768 on), and elsewhere in each process.
    static int last = Random.Shared.Next(10_000, 30_000);

    /// <summary>A port that stays free while its server is restarted: the kernel gives none of these to a client, and none is given
    /// twice.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }

    public static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
