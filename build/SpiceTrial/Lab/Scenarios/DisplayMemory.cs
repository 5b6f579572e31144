using System.ComponentModel.DataAnnotations;

namespace SpiceTrial.Lab;

/// <summary>Memory of a real guest's QXL device, in MiB, as libvirt's <c>ram</c>, <c>vram</c> and <c>vgamem</c>.</summary>
public sealed record DisplayMemory
{
    /// <summary>Default: 64.</summary>
    [Range(1, 4096)]
    public int RamMib { get; init; } = 64;

    /// <summary>Default: 64.</summary>
    [Range(1, 4096)]
    public int VramMib { get; init; } = 64;

    /// <summary>Default: 16.</summary>
    [Range(1, 4096)]
    public int VgamemMib { get; init; } = 16;
}
