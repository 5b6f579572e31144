using SpiceTrial.Lab.Scenarios;

namespace SpiceTrial.Lab.Guests;

/// <summary>OOMs that come directly before a video frame.</summary>
interface IFrameOoms
{
    void BeforeFrame(Guest guest);
}

/// <summary>None: OOMs come otherwise or not at all.</summary>
sealed class NoFrameOoms : IFrameOoms
{
    public void BeforeFrame(Guest guest)
    {
    }
}

/// <summary>At a rate, spread evenly over the frames; the seed shifts which.</summary>
sealed class SpreadOoms(OomLoad oom, double fps, int seed) : IFrameOoms
{
    double due = SeededRandom.For(seed, 2).Next();

    public void BeforeFrame(Guest guest)
    {
        due += oom.Rate / fps;
        for (; due >= 1; due--)
            guest.OutOfMemory();
    }
}

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
