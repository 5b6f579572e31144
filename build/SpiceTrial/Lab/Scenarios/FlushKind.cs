namespace SpiceTrial.Lab;

public enum FlushKind
{
    Nothing,

    /// <summary>As QEMU: released draws are handed back in bunches of 32, a flush hands back what is there (hw/display/qxl.c,
    /// interface_flush_resources).</summary>
    Qemu,

    Always,

    /// <summary>Something in a share of the flushes.</summary>
    Share,
}
