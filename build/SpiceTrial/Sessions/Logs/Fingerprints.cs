using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SpiceTrial.Sessions.Logs;

/// <summary>
/// Finds the places where a line that matters may stand, 32 bytes at a time: three neighbouring bytes of each text that
/// <see cref="LineParser"/> knows, which are rare elsewhere. A candidate is not yet a hit.
/// </summary>
static class Fingerprints
{
    // The byte before, the middle and the byte after; the middle stands at the position that Next returns.
    //   l_.  display_channel_...          m_s  video_stream_stop     e_i  do_spice_init     t_s  spice_server_set_seamless_migration
    //   g u  starting up                  g o  terminating on        , r  shutting down, reason=    # s  # synthetic
    //   g-v  streaming-video=           e_p  dev_create_primary_surface
    public static bool IsCandidate(byte before, byte middle, byte after) => middle switch
    {
        (byte)'_' => before == 'l' || (before == 'm' && after == 's') || (before == 'e' && after is (byte)'i' or (byte)'p') || (before == 't' && after == 's'),
        (byte)' ' => (before == 'g' && after is (byte)'u' or (byte)'o') || (before == ',' && after == 'r') || (before == '#' && after == 's'),
        (byte)'-' => before == 'g' && after == 'v',
        _ => false,
    };

    /// <summary>The middle of the next candidate at or behind <paramref name="from"/>, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Next(ReadOnlySpan<byte> text, int from)
    {
        var at = Math.Max(from, 1);
        if (Vector256.IsHardwareAccelerated)
        {
            ref var start = ref MemoryMarshal.GetReference(text);
            for (var last = text.Length - Vector256<byte>.Count - 1; at <= last; at += Vector256<byte>.Count)
            {
                var hits = Candidates(ref start, at);
                if (hits != 0)
                    return at + BitOperations.TrailingZeroCount(hits);
            }
        }

        for (; at < text.Length - 1; at++)
        {
            if (IsCandidate(text[at - 1], text[at], text[at + 1]))
                return at;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Candidates(ref byte start, int at)
    {
        var before = Vector256.LoadUnsafe(ref start, (nuint)(at - 1));
        var middle = Vector256.LoadUnsafe(ref start, (nuint)at);
        var after = Vector256.LoadUnsafe(ref start, (nuint)(at + 1));
        var underscore = Vector256.Equals(middle, Vector256.Create((byte)'_'));
        var blank = Vector256.Equals(middle, Vector256.Create((byte)' '));
        var dash = Vector256.Equals(middle, Vector256.Create((byte)'-'));
        var g = Vector256.Equals(before, Vector256.Create((byte)'g'));
        var s = Vector256.Equals(after, Vector256.Create((byte)'s'));
        var mOrT = Vector256.Equals(before, Vector256.Create((byte)'m')) | Vector256.Equals(before, Vector256.Create((byte)'t'));
        var names = underscore & (Vector256.Equals(before, Vector256.Create((byte)'l'))
            | (mOrT & s)
            | (Vector256.Equals(before, Vector256.Create((byte)'e')) & (Vector256.Equals(after, Vector256.Create((byte)'i')) | Vector256.Equals(after, Vector256.Create((byte)'p')))));
        var words = blank & ((g & (Vector256.Equals(after, Vector256.Create((byte)'u')) | Vector256.Equals(after, Vector256.Create((byte)'o'))))
            | (Vector256.Equals(before, Vector256.Create((byte)',')) & Vector256.Equals(after, Vector256.Create((byte)'r')))
            | (Vector256.Equals(before, Vector256.Create((byte)'#')) & s));
        var arguments = dash & g & Vector256.Equals(after, Vector256.Create((byte)'v'));
        return Vector256.ExtractMostSignificantBits(names | words | arguments);
    }
}
