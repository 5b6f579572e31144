namespace SpiceTrial.Lab;

/// <summary>Due times of a periodic process: points of an even grid, each shifted by up to a share of the period, so that phases and rate
/// stay for ten minutes.</summary>
sealed class GuestClock(double period, double jitter, SeededRandom random)
{
    double start;
    long ticks;

    /// <summary>Guest seconds of the next tick.</summary>
    public double Due { get; private set; }

    /// <summary>The point of the grid that it belongs to.</summary>
    public double Point => start + (ticks * period);

    public void Advance()
    {
        ticks++;
        Due = Point + (period * (random.Varied(jitter) - 1));
    }

    /// <summary>Ticks from that time on.</summary>
    public GuestClock StartAt(double time)
    {
        (start, ticks, Due) = (time, 0, time);
        return this;
    }
}
