using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>The pixels of pictures in native memory, made once; the server reads them whenever it likes.</summary>
static unsafe class PictureMemory
{
    static readonly Dictionary<Picture, nint> pictures = [];

    /// <summary>32 bits a pixel, row by row.</summary>
    public static ulong PixelsOf(Picture picture)
    {
        if (!pictures.TryGetValue(picture, out var pixels))
            pictures.Add(picture, pixels = Paint(picture));
        return (ulong)pixels;
    }

    static nint Paint(Picture picture)
    {
        var (size, content, variant) = picture;
        var pixels = (uint*)NativeMemory.Alloc((nuint)size.Width * (nuint)size.Height, sizeof(uint));
        var random = SeededRandom.For(variant, 9);
        for (var y = 0; y < size.Height; y++)
        {
            for (var x = 0; x < size.Width; x++)
            {
                pixels[(y * size.Width) + x] = content switch
                {
                    Content.Natural => Gradient(x, y, variant),
                    Content.Text => ((x * 7) + (y * 3) + variant) % 5 < 2 ? 0x101010u : 0xf0f0f0u,
                    _ => (uint)random.Below(1 << 24),
                };
            }
        }

        return (nint)pixels;
    }

    static uint Gradient(int x, int y, int variant)
    {
        var red = (uint)(128 + (100 * Math.Sin((x + (9 * variant)) / 61.0)));
        var green = (uint)(128 + (100 * Math.Sin((y + (5 * variant)) / 47.0)));
        var blue = (uint)(128 + (100 * Math.Sin((x + y) / 83.0)));
        return (red << 16) | (green << 8) | blue;
    }
}
