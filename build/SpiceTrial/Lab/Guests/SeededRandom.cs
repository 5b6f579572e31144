namespace SpiceTrial.Lab;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014): its sequence is part of the lab's results,
/// so it must not depend on the version of the runtime.
/// </summary>
sealed class SeededRandom(ulong seed)
{
    ulong state = seed;

    /// <summary>A generator of its own for one purpose, so that one more draw of one kind does not shift all others.</summary>
    public static SeededRandom For(int seed, int purpose) =>
        new(((ulong)(uint)seed * 0x9E3779B97F4A7C15) ^ ((ulong)(uint)purpose * 0xD1B54A32D192ED03));

    /// <summary>At least 0, below 1.</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>At least 0, below <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(Next() * limit);

    /// <summary>1, varied by up to <paramref name="share"/> either way.</summary>
    public double Varied(double share) => share == 0 ? 1 : 1 + (share * ((2 * Next()) - 1));

    /// <summary>Exponentially distributed with mean 1.</summary>
    public double Exponential() => -Math.Log(1 - Next());

    ulong NextBits()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
