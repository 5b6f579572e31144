namespace SpiceTrial.Lab;

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
