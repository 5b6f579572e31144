using System.Net;
using System.Net.Sockets;
using CliWrap;

namespace SpiceTrial.Hosts;

/// <summary>
/// Through the operator's own program (<c>ProxyCommand</c>), one for each connection: what it reads and writes is carried over a port of
/// the loopback address, which only this user's own connections may use. The line is the configuration's and, as with ssh, the shell's.
/// </summary>
sealed class CommandRoute : IRoute
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly string command;
    string said = "";

    public CommandRoute(string command)
    {
        this.command = command;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync(stop.Token);
    }

    public string Host => "127.0.0.1";

    public int Port { get; }

    public string Unanswered => $"its ProxyCommand brings no answer{(said.Length > 0 ? $" ({said})" : "")}";

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    async Task AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(cancellationToken);
                if (LoopbackPeer.IsOurs(((IPEndPoint)socket.RemoteEndPoint!).Port, Port))
                {
#pragma warning disable CA2025 // it owns the socket
                    _ = CarryAsync(socket, cancellationToken);
#pragma warning restore CA2025
                }
                else
                    socket.Dispose();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The route is not needed any more.
        }
    }

    // Not through Programs: these are bytes, and both ends see the end of the other by the end of its stream.
    async Task CarryAsync(Socket socket, CancellationToken cancellationToken)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await Cli.Wrap("sh")
                .WithArguments(["-c", $"exec {command}"])
                .WithStandardInputPipe(PipeSource.FromStream(stream))
                .WithStandardOutputPipe(PipeTarget.ToStream(stream))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(line => said = Printable.Show(line, 200)))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The connection hears it by its end.
        }
    }
}
