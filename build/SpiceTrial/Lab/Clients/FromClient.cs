namespace SpiceTrial.Lab;

/// <summary>SPICE_MSGC_*: what the client sends.</summary>
static class FromClient
{
    public const ushort AckSync = 1, Ack = 2, Pong = 3;

    public const ushort AttachChannels = 104;

    public const ushort DisplayInit = 101;
}
