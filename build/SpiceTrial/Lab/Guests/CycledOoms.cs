namespace SpiceTrial.Lab;

/// <summary>A cycle taken from a real guest's log; the seed shifts where it begins.</summary>
sealed class CycledOoms(OomLoad oom, int seed) : IFrameOoms
{
    int stop = SeededRandom.For(seed, 2).Below(oom.Cycle.Count);
    int frames;

    public void BeforeFrame(Guest guest)
    {
        if (frames++ == oom.Cycle[stop].Frames)
        {
            foreach (var released in oom.Cycle[stop].Answers)
                guest.OutOfMemory(released);
            stop = (stop + 1) % oom.Cycle.Count;
            frames = 1;
        }
    }
}
