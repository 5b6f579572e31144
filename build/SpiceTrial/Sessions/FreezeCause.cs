namespace SpiceTrial.Sessions;

/// <summary>What the form of a freeze shows.</summary>
public enum FreezeCause
{
    /// <summary>A pause of the player looks the same in the log.</summary>
    Unknown,

    /// <summary>
    /// The guest's kernel made it, with any library: Linux since 5.13 (5a838e5d5825 "drm/qxl: simplify qxl_fence_wait") waits up to 15 s
    /// for a release that nothing asks the device for. It begins behind an OOM that evicted nothing, and the OOM that ends it evicts.
    /// </summary>
    GuestDriver,
}
