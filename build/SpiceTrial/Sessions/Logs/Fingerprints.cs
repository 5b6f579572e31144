using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SpiceTrial.Sessions;

/// <summary>
/// Finds the places where a line that matters may stand: the five rare bytes of each of <see cref="LogLines"/>, 32 bytes at a time after
/// Hyperscan's "Teddy" (Langdale and others): a table look-up by a byte's lower half tells which of eight groups it may belong to. Five
/// bytes make up for the upper halves, which are not looked at. A candidate is not yet a hit.
/// </summary>
readonly struct Fingerprints()
{
    const int Width = 5, Middle = 2;

    const int Groups = 8;

    // For each of the five bytes: the groups by its lower half.
    static readonly byte[][] Tables = ByPlace();

    // The same, twice in a vector: a look-up works on each half of it.
    readonly Vector256<byte> first = Twice(Tables[0]), second = Twice(Tables[1]), third = Twice(Tables[2]), fourth = Twice(Tables[3]),
        fifth = Twice(Tables[4]);

    /// <summary>The middle of the next candidate at or behind <paramref name="from"/>, or -1.</summary>
    public int Next(ReadOnlySpan<byte> text, int from)
    {
        var at = Math.Max(from, Middle);
        if (Avx2.IsSupported)
        {
            ref var start = ref MemoryMarshal.GetReference(text);
            for (var last = text.Length - (2 * Vector256<byte>.Count) - Middle; at <= last; at += 2 * Vector256<byte>.Count)
            {
                var (groups, further) = (Look(ref start, at), Look(ref start, at + Vector256<byte>.Count));
                if ((groups | further) != Vector256<byte>.Zero)
                    return groups != Vector256<byte>.Zero ? at + Place(groups) : at + Vector256<byte>.Count + Place(further);
            }
        }

        for (; at < text.Length - Middle; at++)
        {
            if ((Group(0, text[at - 2]) & Group(1, text[at - 1]) & Group(2, text[at]) & Group(3, text[at + 1]) & Group(4, text[at + 2]))
                != 0)
                return at;
        }

        return -1;
    }

    /// <summary>The groups that each of 32 places may be the middle of. The instruction gives 0 for a byte that is no ASCII.</summary>
    Vector256<byte> Look(ref byte start, int at) =>
        Avx2.Shuffle(first, Vector256.LoadUnsafe(ref start, (nuint)(at - 2))) & Avx2.Shuffle(
            second, Vector256.LoadUnsafe(ref start, (nuint)(at - 1)))
        & Avx2.Shuffle(third, Vector256.LoadUnsafe(ref start, (nuint)at))
        & Avx2.Shuffle(fourth, Vector256.LoadUnsafe(ref start, (nuint)(at + 1))) & Avx2.Shuffle(
            fifth, Vector256.LoadUnsafe(ref start, (nuint)(at + 2)));

    static int Place(Vector256<byte> groups) =>
        BitOperations.TrailingZeroCount(~Vector256.Equals(groups, Vector256<byte>.Zero).ExtractMostSignificantBits());

    static Vector256<byte> Twice(byte[] table) => Vector256.Create(Vector128.Create(table), Vector128.Create(table));

    static int Group(int place, byte value) => value < 0x80 ? Tables[place][value & 15] : 0;

    /// <summary>Each text joins the group that then lets through the least beside its own.</summary>
    static byte[][] ByPlace()
    {
        var tables = Enumerable.Range(0, Width).Select(_ => new byte[16]).ToArray();
        foreach (var text in LogLines.All.Select(x => x.Rare).Distinct())
        {
            // How many of 16 lower halves a group has at each place tells how much of any text it lets through.
            double Passing(int group, bool joined) => Enumerable.Range(0, Width).Aggregate(1.0, (all, place) =>
                all * Enumerable.Range(0, 16).Count(x => Has(place, x, group) || (joined && (text[place] & 15) == x)));
            bool Has(int place, int half, int group) => (tables[place][half] & (1 << group)) != 0;
            var best = Enumerable.Range(0, Groups).MinBy(x => Passing(x, joined: true) - Passing(x, joined: false));
            for (var place = 0; place < Width; place++)
                tables[place][text[place] & 15] |= (byte)(1 << best);
        }

        return tables;
    }
}
