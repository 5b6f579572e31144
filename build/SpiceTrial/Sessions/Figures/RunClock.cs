namespace SpiceTrial.Sessions;

/// <summary>Turns the times of a run's lines into seconds from its first line: over midnight, over a clock that was set back, and never
/// backwards.</summary>
sealed class RunClock
{
    const long Day = TimeSpan.TicksPerDay;

    // A line may come a little late. More than that is a clock that was set back; seldom: times that go to and fro are two clocks.
    const long Late = 2 * TimeSpan.TicksPerSecond;
    const int MostSteps = 3;

    Clock clock;
    long first;
    long last;
    long days;
    long setBack;
    long latest;
    long before;
    int steps;
    DateTime? domainStart;
    bool isStartOnly;

    /// <summary>From the first line with a time to the last; <c>null</c> where none has one.</summary>
    public double? Duration => clock == Clock.None ? null : Seconds(last);

    /// <summary>Some line's time counts from something else than the run's: it was passed over.</summary>
    public bool IsMixed { get; private set; }

    /// <summary>How far the clock went back at most, in seconds.</summary>
    public double WentBack { get; private set; }

    public bool IsLocalTime => clock == Clock.TimeOfDay;

    /// <summary>The first line in UTC; GLib's times take their date from libvirt's line and their zone is taken for UTC.</summary>
    public DateTimeOffset? Start => clock switch
    {
        Clock.Utc => new DateTimeOffset(first, TimeSpan.Zero),
        // libvirt's date is of UTC, and may be the day before or after.
        Clock.TimeOfDay when domainStart is { } start => new DateTimeOffset(start.Date.Ticks + first
            + (Day * (long)Math.Round((double)(start.TimeOfDay.Ticks - first) / Day)), TimeSpan.Zero),
        _ => null,
    };

    /// <summary>libvirt's line names the date, also of a run whose other lines have none: those then count from the first of
    /// them.</summary>
    public double? DomainStarts(LineTime time)
    {
        if (time.Clock == Clock.Utc)
            domainStart = new DateTime(time.Ticks);
        var isFirst = clock == Clock.None;
        var seconds = At(time);
        isStartOnly = isFirst && clock == Clock.Utc;
        return seconds;
    }

    /// <summary>Seconds from the first line, or <c>null</c> where the line's time is not known.</summary>
    public double? At(LineTime time)
    {
        if (!time.IsKnown)
            return null;
        if (clock == Clock.None || (isStartOnly && time.Clock != clock))
        {
            clock = time.Clock;
            first = last = time.Ticks;
        }

        isStartOnly = false;
        if (time.Clock != clock)
        {
            IsMixed = true;
            return null;
        }

        var read = clock == Clock.TimeOfDay ? OverMidnight(time.Ticks) : time.Ticks;
        // At once where it had been before, or nearly: the clock was put right, or a line came late. Lines that go on put nothing right.
        if (read >= latest && read - before >= setBack - Math.Max(Late, setBack / 10))
            setBack = 0;
        before = read;
        var ticks = setBack + read;
        if (ticks < last)
            WentBack = Math.Max(WentBack, (double)(last - ticks) / TimeSpan.TicksPerSecond);
        if (ticks < last - Late && steps < MostSteps)
        {
            steps++;
            latest = setBack == 0 ? last : latest;
            setBack += last - ticks;
        }

        last = Math.Max(last, ticks);
        return Seconds(last);
    }

    long OverMidnight(long ticks)
    {
        // Half a day back is the next day; half a day ahead is a line from before midnight that comes a little late.
        if (ticks + (days * Day) < last - (Day / 2))
            days++;
        else if (ticks + (days * Day) > last + (Day / 2) && days > 0)
            return ticks + ((days - 1) * Day);
        return ticks + (days * Day);
    }

    double Seconds(long ticks) => (double)(ticks - first) / TimeSpan.TicksPerSecond;
}
