namespace SpiceTrial.Hosts;

/// <summary>Who is at the other end of a connection over the loopback address.</summary>
static class LoopbackPeer
{
    // A socket for both address families shows its IPv4 connections in the second table.
    static readonly (string Table, string Address)[] Tables =
    [
        ("/proc/net/tcp", "0100007F"),
        ("/proc/net/tcp6", "0000000000000000FFFF00000100007F"),
    ];

    /// <summary>Whether the connection from one port of 127.0.0.1 to another was made by this process's user, as the kernel says.</summary>
    public static bool IsOurs(int from, int to)
    {
        var user = OwnFolder.User.ToString();
        return Tables.Any(x => File.Exists(x.Table)
            && File.ReadLines(x.Table).Any(line => IsFrom(line, $"{x.Address}:{from:X4}", $"{x.Address}:{to:X4}", user)));
    }

    // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid
    static bool IsFrom(string line, string near, string far, string user)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 7 && fields[1] == near && fields[2] == far && fields[7] == user;
    }
}
