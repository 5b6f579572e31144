using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>A wire that can fail: forwards a loopback port to another until it is cut, or goes silent.</summary>
sealed class CuttableProxy : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentBag<Socket> sockets = [];
    readonly CancellationTokenSource stop = new();
    readonly IPEndPoint target;
    volatile bool silent;

    CuttableProxy(IPEndPoint target) => this.target = target;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <param name="target">The port.</param>
    /// <param name="address">Where it is. Default: the loopback address.</param>
    public static CuttableProxy To(int target, IPAddress? address = null)
    {
        var proxy = new CuttableProxy(new(address ?? IPAddress.Loopback, target));
        proxy.listener.Start();
        _ = proxy.AcceptAsync();
        return proxy;
    }

    /// <summary>Ends every connection, with a reset.</summary>
    public void Cut()
    {
        while (sockets.TryTake(out var socket))
        {
            // Closing without time to linger sends a reset.
            socket.Close(timeout: 0);
        }
    }

    /// <summary>From now on swallows everything; the connections stay open.</summary>
    public void FallSilent() => silent = true;

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        Cut();
        stop.Dispose();
    }

    async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var near = await listener.AcceptSocketAsync(stop.Token);
            var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(near);
            sockets.Add(far);
            await far.ConnectAsync(target, stop.Token);
            _ = ForwardAsync(near, far);
            _ = ForwardAsync(far, near);
        }
    }

    async Task ForwardAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 << 10];
        while (await from.ReceiveAsync(buffer, stop.Token) is > 0 and var count)
        {
            if (!silent)
                await to.SendAsync(buffer.AsMemory(0, count), stop.Token);
        }

        to.Dispose();
    }
}
