namespace SpiceTrial.Lab;

/// <summary>The sizes that the lab's structs must have to be those of spice-server 0.14 to 0.16 (spice-qxl.h, spice-core.h,
/// spice/qxl_dev.h) on 64 bits.</summary>
static unsafe class Abi
{
    /// <summary>Name, size here, size there.</summary>
    public static IReadOnlyList<(string Name, int Size, int Expected)> Sizes { get; } =
    [
        ("SpiceBaseInterface", sizeof(BaseInterface), 24),
        ("SpiceCoreInterface", sizeof(CoreInterface), 88),
        ("QXLInterface", sizeof(QxlInterface), 144),
        ("QXLInstance", sizeof(QxlInstance), 24),
        ("QXLDevInitInfo", sizeof(InitInfo), 24),
        ("QXLDevMemSlot", sizeof(MemorySlot), 48),
        ("QXLDevSurfaceCreate", sizeof(SurfaceCreate), 48),
        ("QXLCommandExt", sizeof(QxlCommand), 24),
        ("QXLReleaseInfoExt", sizeof(QxlRelease), 16),
        ("QXLRect", sizeof(QxlRect), 16),
        ("QXLDrawable", sizeof(QxlDrawable), 191),
        ("QXLImage", sizeof(QxlImage), 48),
    ];

    /// <exception cref="WrongAbiException">A struct has another size here, for example on another architecture.</exception>
    public static void Check()
    {
        foreach (var (name, size, expected) in Sizes)
        {
            if (size != expected)
                throw new WrongAbiException($"{name} has {size} bytes here, and the library's has {expected}");
        }
    }
}
