using System.Buffers.Binary;
using FluentAssertions;
using SpiceTrial.Lab;
using Xunit;

namespace SpiceTrial.Tests.Lab;

/// <summary>What the lab's client believes of a server, and what not.</summary>
public sealed class DisplayLedgerTests
{
    const ushort SurfaceCreate = 314, StreamCreate = 122, StreamData = 123, StreamDestroy = 125, DrawCopy = 304;

    readonly DisplayLedger ledger = new();

    public DisplayLedgerTests() => ledger.Take(SurfaceCreate, Words(0, 800, 600, 32, 1));

    [Fact]
    public void Streams_frames_and_pictures_are_counted_by_region()
    {
        Create(49, 640, 480);
        Frame(49, Jpeg(640, 480));
        Frame(49, Jpeg(640, 480));
        ledger.Take(StreamDestroy, Words(49));
        Create(49, 640, 480);
        ledger.Take(DrawCopy, Words(0, 0, 0, 480, 640));

        var figures = ledger.Figures(1000, null);

        figures.Should().BeEquivalentTo(new { StreamsCreated = 2, StreamsDestroyed = 1, Frames = 2, DamagedFrames = 0, Draws = 1,
            Bytes = 1000L, Trouble = (string?)null });
        figures.Regions.Should().Equal(new ReceivedRegion(640, 480, 0, 0, "mjpeg", 2, 1, 2, 2 * Jpeg(640, 480).Length));
    }

    [Fact]
    public void A_frame_that_is_not_the_picture_its_stream_announced_is_damaged()
    {
        Create(49, 640, 480);
        Frame(49, Jpeg(320, 240));
        Frame(49, Jpeg(640, 480)[..^2]);
        Frame(49, [1, 2, 3, 4, 5]);

        ledger.Figures(0, null).Should().BeEquivalentTo(
            new { Frames = 3, DamagedFrames = 3, Trouble = "frame 1 of stream 49: it has 320x240 pixels, the stream 640x480" });
    }

    [Fact]
    public void A_server_that_contradicts_itself_is_caught()
    {
        Create(49, 640, 480);

        Refused(() => Create(49, 640, 480), "stream 49 is created, and it is still there");
        Refused(() => Create(64, 640, 480), "ids end at 63");
        Refused(() => Create(48, 900, 480), "no part of a surface of 800x600");
        Refused(() => Frame(48, Jpeg(640, 480)), "data for stream 48, which does not exist");
        Refused(() => ledger.Take(StreamData, Words(49, 0, 7)), "claims 7 bytes, and 0 follow");
        Refused(() => ledger.Take(StreamDestroy, Words(48)), "stream 48 is destroyed, and does not exist");
        Refused(() => ledger.Take(DrawCopy, Words(1, 0, 0, 1, 1)), "surface 1 is drawn on, and does not exist");
        Refused(() => ledger.Take(DrawCopy, Words(0, 0)), "ends 4 bytes too early");
    }

    static void Refused(Action action, string words) => action.Should().Throw<ClientException>().WithMessage($"*{words}*");

    void Create(uint id, int width, int height) =>
        ledger.Take(StreamCreate,
            [.. Words(0, id), 1, 1, .. new byte[8],
                .. Words((uint)width, (uint)height, (uint)width, (uint)height, 0, 0, (uint)height, (uint)width), 0]);

    void Frame(uint id, byte[] picture) => ledger.Take(StreamData, [.. Words(id, 0, (uint)picture.Length), .. picture]);

    // Start, a comment, the frame header, and the end.
    static byte[] Jpeg(int width, int height) =>
        [0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1,
            0x11, 0, 0xff, 0xda, 0, 2, 0xff, 0xd9];

    static byte[] Words(params uint[] words)
    {
        var bytes = new byte[words.Length * 4];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        return bytes;
    }
}
