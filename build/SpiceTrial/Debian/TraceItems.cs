using System.Numerics;
using System.Text.Json.Serialization;

namespace SpiceTrial.Debian;

/// <summary>
/// The number of entries of spice-server's trace ring, NUM_TRACE_ITEMS (server/display-channel-private.h:23-25).
/// 8 is stock: a build with it is the control.
/// </summary>
[JsonConverter(typeof(TraceItemsConverter))]
public readonly record struct TraceItems
{
    public const int Stock = 8;
    public const int Largest = 256;

    TraceItems(int count) => Count = count;

    public int Count { get; }

    /// <summary>TRACE_ITEMS_SHIFT: the base-2 logarithm.</summary>
    public int Shift => BitOperations.Log2((uint)Count);

    public bool IsStock => Count == Stock;

    /// <summary>The suffix of our version, see docs/versions.md: below a binary NMU and a security update of the same version.</summary>
    public string VersionSuffix => $"+0ntrace{Count}";

    /// <summary>Our version of that source.</summary>
    public DebianVersion VersionOf(DebianVersion source) => DebianVersion.Parse(source + VersionSuffix);

    /// <param name="count">Entries.</param>
    /// <param name="option">That gave them.</param>
    /// <exception cref="TrialException">BadInput: no such ring can be built.</exception>
    public static TraceItems From(int count, string option = "--trace-items")
    {
        var why = count < Stock ? "the stock library has 8 already, and a smaller ring answers no question"
            : !BitOperations.IsPow2(count)
            ? "it must be a power of two, because the library takes the index modulo the size with a bit mask (NUM_TRACE_ITEMS - 1)"
            : count > Largest ? "one eviction writes at most 64 entries, so more than 256 can't make a difference" : null;
        return why is null ? new TraceItems(count) : throw new TrialException($"{count} trace items can't be built: {why}", option,
            "Use 16, 32, 64, 128 or 256; 8 builds the unpatched control", ExitStatus.BadInput);
    }
}
