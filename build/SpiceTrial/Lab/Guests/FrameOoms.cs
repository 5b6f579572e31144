namespace SpiceTrial.Lab;

/// <summary>OOMs that come directly before a video frame: what happens to the guest before each.</summary>
static class FrameOoms
{
    /// <summary>At a rate, spread evenly over the frames; the seed shifts which.</summary>
    public static Action<Guest> Spread(OomLoad oom, double fps, int seed)
    {
        var due = SeededRandom.For(seed, 2).Next();
        return guest =>
        {
            due += oom.Rate / fps;
            for (; due >= 1; due--)
                guest.OutOfMemory();
        };
    }

    /// <summary>A cycle taken from a real guest's log; the seed shifts where it begins.</summary>
    public static Action<Guest> Cycled(OomLoad oom, int seed)
    {
        var (stop, frames) = (SeededRandom.For(seed, 2).Below(oom.Cycle.Count), 0);
        return guest =>
        {
            if (frames++ != oom.Cycle[stop].Frames)
                return;
            foreach (var released in oom.Cycle[stop].Answers)
                guest.OutOfMemory(released);
            (stop, frames) = ((stop + 1) % oom.Cycle.Count, 1);
        };
    }
}
