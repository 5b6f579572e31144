using System.Runtime.InteropServices;

namespace SpiceTrial.Lab;

/// <summary>Draw commands in native memory, used again once the server gives them back.</summary>
static unsafe class CommandMemory
{
    static readonly Stack<nint> free = new();
    static uint lastImage;
    static int held;

    /// <summary>
    /// Whether the server rates natural pictures itself. Marked as unstable they skip the test, which takes two thirds of a run and
    /// whose answer is known: video_stream_add_frame only asks whether the graduality is low (server/video-stream.cpp:431).
    /// </summary>
    public static bool RatesNatural { get; set; }

    /// <summary>Writes the draw and says where it is.</summary>
    public static ulong Write(GuestStep draw)
    {
        var slot = (Slot*)(free.TryPop(out var used) ? used : (nint)NativeMemory.Alloc((nuint)sizeof(Slot)));
        *slot = default;
        held++;
        Describe(draw, &slot->Draw, &slot->Image);
        return (ulong)&slot->Draw;
    }

    /// <summary>Takes a draw back.</summary>
    /// <exception cref="WrongAbiException">The server gives back what it never got.</exception>
    public static void Release(ulong* info)
    {
        // The id lies at the start of the draw, so both are the same address: a server with another layout fails here.
        if (*info != (ulong)info || held == 0)
            throw new WrongAbiException("the library releases something that is no draw of ours: it has another layout of QXLDrawable");
        held--;
        free.Push((nint)info);
    }

    static void Describe(GuestStep step, QxlDrawable* draw, QxlImage* image)
    {
        var (box, size) = (step.Box, step.Box.Size);
        draw->ReleaseId = (ulong)draw;
        draw->Effect = QxlDrawable.OpaqueEffect;
        draw->Type = QxlDrawable.Copy;
        draw->Box = new() { Top = box.Top, Left = box.Left, Bottom = box.Bottom, Right = box.Right };
        draw->Dependencies[0] = draw->Dependencies[1] = draw->Dependencies[2] = -1;
        draw->Source = (ulong)image;
        draw->SourceArea = new() { Bottom = size.Height, Right = size.Width };
        draw->Operation = QxlDrawable.Put;
        // Group 1 in the low half: a device's own image, never the same twice.
        image->Id = ((ulong)++lastImage << 32) | 1;
        image->Type = QxlImage.Bitmap;
        image->Width = image->BitmapWidth = (uint)size.Width;
        image->Height = image->BitmapHeight = (uint)size.Height;
        image->Format = QxlImage.Format32;
        image->Flags = RatesNatural || step.Picture.Content != Content.Natural
            ? QxlImage.DirectTopDown : (byte)(QxlImage.DirectTopDown | QxlImage.Unstable);
        image->Stride = (uint)size.Width * 4;
        image->Pixels = PictureMemory.PixelsOf(step.Picture);
    }

    /// <summary>A draw with its image behind it; the server knows only the two.</summary>
    struct Slot
    {
        public QxlDrawable Draw;
        public QxlImage Image;
    }
}
