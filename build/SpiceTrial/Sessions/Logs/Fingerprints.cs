using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SpiceTrial.Sessions.Logs;

/// <summary>
/// Finds the places where a line that matters may stand: three neighbouring bytes of each text that <see cref="LineMatch"/> knows, chosen for being
/// rare elsewhere. 32 bytes at a time by Hyperscan's "Teddy" (Langdale and others): two table look-ups a byte tell which of eight groups it may
/// belong to. A candidate is not yet a hit.
/// </summary>
readonly struct Fingerprints()
{
    // Eight groups; what a group lets through beside its own is rare too.
    static readonly string[][] Groups = [["M1 ", "M2 "], ["e_s", "m_s"], ["sv "], ["e_i"], ["s_m", "v_c"], ["g u", "g o"], [", r"], ["# s", "g-v"]];

    // For each of the three bytes: the groups by its lower and by its upper half.
    static readonly byte[][] Lower = Tables(x => x & 15);
    static readonly byte[][] Upper = Tables(x => x >> 4);

    // The same, twice in a vector: a look-up works on each half of it.
    readonly Vector256<byte> lower0 = Twice(Lower[0]), lower1 = Twice(Lower[1]), lower2 = Twice(Lower[2]);
    readonly Vector256<byte> upper0 = Twice(Upper[0]), upper1 = Twice(Upper[1]), upper2 = Twice(Upper[2]);

    /// <summary>The middle of the next candidate at or behind <paramref name="from"/>, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Next(ReadOnlySpan<byte> text, int from)
    {
        var at = Math.Max(from, 1);
        if (Avx2.IsSupported && text.Length - at > Vector256<byte>.Count)
        {
            ref var start = ref MemoryMarshal.GetReference(text);
            var half = Vector256.Create((byte)15);
            for (var last = text.Length - Vector256<byte>.Count - 1; at <= last; at += Vector256<byte>.Count)
            {
                var groups = Look(Vector256.LoadUnsafe(ref start, (nuint)(at - 1)), lower0, upper0, half)
                    & Look(Vector256.LoadUnsafe(ref start, (nuint)at), lower1, upper1, half)
                    & Look(Vector256.LoadUnsafe(ref start, (nuint)(at + 1)), lower2, upper2, half);
                if (groups != Vector256<byte>.Zero)
                    return at + BitOperations.TrailingZeroCount(~Vector256.Equals(groups, Vector256<byte>.Zero).ExtractMostSignificantBits());
            }
        }

        for (; at < text.Length - 1; at++)
        {
            if ((Group(0, text[at - 1]) & Group(1, text[at]) & Group(2, text[at + 1])) != 0)
                return at;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<byte> Look(Vector256<byte> bytes, Vector256<byte> lower, Vector256<byte> upper, Vector256<byte> half) =>
        Avx2.Shuffle(lower, bytes & half) & Avx2.Shuffle(upper, Vector256.ShiftRightLogical(bytes.AsUInt16(), 4).AsByte() & half);

    static Vector256<byte> Twice(byte[] table) => Vector256.Create(Vector128.Create(table), Vector128.Create(table));

    static int Group(int place, byte value) => Lower[place][value & 15] & Upper[place][value >> 4];

    static byte[][] Tables(Func<byte, int> index)
    {
        byte[][] tables = [new byte[16], new byte[16], new byte[16]];
        for (var group = 0; group < Groups.Length; group++)
        {
            foreach (var text in Groups[group])
            {
                for (var place = 0; place < tables.Length; place++)
                    tables[place][index((byte)text[place])] |= (byte)(1 << group);
            }
        }

        return tables;
    }
}
