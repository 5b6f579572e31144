using SpiceTrial.Lab.Scenarios;

namespace SpiceTrial.Lab.Guests;

/// <summary>Draws chrome at its places, at its own rate or with the video's frames.</summary>
sealed class ChromePainter : IGuestLoad
{
    // Text that changes: widgets that always show the same would do as well for the server.
    const int Variants = 2;

    readonly IReadOnlyList<Box> places;
    readonly SeededRandom random;
    readonly GuestClock? clock;
    int next;

    public ChromePainter(Scenario scenario, int index, int seed)
    {
        Load = scenario.Chrome[index];
        places = Places.Of(scenario, Load);
        random = SeededRandom.For(seed, 100 + index);
        next = random.Below(places.Count);
        if (Load.Rate is { } rate and > 0)
            clock = new GuestClock(1 / rate, Load.Jitter, random).StartAt(random.Next() / rate);
    }

    public ChromeLoad Load { get; }

    public double Due => clock?.Due ?? double.PositiveInfinity;

    public void Fire(Guest guest)
    {
        Paint(guest, 1);
        clock!.Advance();
    }

    public void Paint(Guest guest, int draws)
    {
        for (var i = 0; i < draws; i++)
        {
            var place = Load.Order == PlaceOrder.Random ? random.Below(places.Count) : next++ % places.Count;
            guest.Draw(new Picture(Load.Size, Load.Content, next % Variants), places[place]);
        }
    }
}
