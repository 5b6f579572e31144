namespace SpiceTrial.Lab;

/// <summary>OOMs at their own clock, periodic or Poisson.</summary>
sealed class TimedOoms(OomLoad oom, int seed) : IGuestLoad
{
    readonly SeededRandom random = SeededRandom.For(seed, 2);
    double? due;

    public double Due => due ??= (oom.When == OomWhen.Poisson ? random.Exponential() : random.Next()) / oom.Rate;

    public void Fire(Guest guest)
    {
        guest.OutOfMemory();
        due = Due + ((oom.When == OomWhen.Poisson ? random.Exponential() : 1) / oom.Rate);
    }
}
