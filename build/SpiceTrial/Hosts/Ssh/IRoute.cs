namespace SpiceTrial.Hosts;

/// <summary>How the bytes of a connection get to its host. Kept as long as the connection.</summary>
interface IRoute : IDisposable
{
    /// <summary>Where to connect to; not always the host's own name.</summary>
    string Host { get; }

    int Port { get; }

    /// <summary>What it means when the way is there but nothing comes from the host; <c>null</c> where that can't be.</summary>
    string? Unanswered { get; }
}
