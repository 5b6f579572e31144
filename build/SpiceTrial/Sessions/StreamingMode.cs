namespace SpiceTrial.Sessions;

/// <summary>The server's <c>streaming-video</c> setting.</summary>
public enum StreamingMode
{
    Off,
    Filter,
    All,
}
