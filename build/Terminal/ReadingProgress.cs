using Serilog;

namespace SpiceTrial.Terminal;

/// <summary>A line per gigabyte read.</summary>
public sealed class ReadingProgress : IProgress<long>
{
    const long Step = 1L << 30;

    long said;

    public void Report(long value)
    {
        if (value < said)
            said = 0;
        if (value - said < Step)
            return;
        said = value;
        Log.Information("{Read} GiB read", value / Step);
    }
}
