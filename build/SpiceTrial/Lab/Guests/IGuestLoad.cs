namespace SpiceTrial.Lab;

/// <summary>Something that the guest does again and again.</summary>
interface IGuestLoad
{
    /// <summary>Guest seconds of the next time; infinity is never.</summary>
    double Due { get; }

    /// <summary>Does it once: adds steps, in order, and moves on to the next time.</summary>
    void Fire(Guest guest);
}
