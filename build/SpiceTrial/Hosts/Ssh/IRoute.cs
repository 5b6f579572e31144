namespace SpiceTrial.Hosts;

/// <summary>How the bytes of a connection get to its host, where they do not go straight there. Kept as long as the connection.</summary>
interface IRoute : IDisposable
{
    /// <summary>Where to connect to instead of the host itself.</summary>
    string Host { get; }

    int Port { get; }

    /// <summary>What it means when the way is there but nothing comes from the host.</summary>
    string Unanswered { get; }
}
