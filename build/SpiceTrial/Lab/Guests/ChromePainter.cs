namespace SpiceTrial.Lab;

/// <summary>Draws chrome at its places, at its own rate or with the video's frames.</summary>
sealed class ChromePainter : IGuestLoad
{
    // Text that changes: widgets that always show the same would do as well for the server.
    const int Variants = 2;

    readonly IReadOnlyList<Box> places;
    readonly SeededRandom random;
    readonly GuestClock? clock;
    readonly double phase;
    int next;

    public ChromePainter(Scenario scenario, int index, int seed)
    {
        Load = scenario.Chrome[index];
        places = Places.Of(scenario, Load);
        random = SeededRandom.For(seed, 100 + index);
        next = random.Below(places.Count);
        // A generator of its own: scenarios without pauses draw as ever.
        phase = SeededRandom.For(seed, 200 + index).Next() * (Load.Play + Load.Pause);
        if (Load.Rate is { } rate and > 0)
            clock = new GuestClock(1 / rate, Load.Jitter, random).StartAt(random.Next() / rate);
    }

    public ChromeLoad Load { get; }

    public double Due => clock?.Due ?? double.PositiveInfinity;

    public void Fire(Guest guest)
    {
        if (IsPlaying(clock!.Point))
            Paint(guest, 1);
        clock.Advance();
    }

    bool IsPlaying(double time) => Load.Pause == 0 || (time + phase) % (Load.Play + Load.Pause) < Load.Play;

    public void Paint(Guest guest, int draws)
    {
        for (var i = 0; i < draws; i++)
        {
            var place = Load.Order == PlaceOrder.Random ? random.Below(places.Count) : next++ % places.Count;
            guest.Draw(new Picture(Load.Size, Load.Content, next % Variants), places[place]);
        }
    }
}
