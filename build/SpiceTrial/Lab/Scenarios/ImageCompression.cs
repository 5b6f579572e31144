namespace SpiceTrial.Lab;

/// <summary>The values of libvirt's <c>image compression</c>, in the order of SpiceImageCompression (spice/enums.h) from 2 on, but for
/// off.</summary>
public enum ImageCompression
{
    AutoGlz,
    AutoLz,
    Quic,
    Glz,
    Lz,
    Off,
}
