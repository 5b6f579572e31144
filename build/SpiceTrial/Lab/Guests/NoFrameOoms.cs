namespace SpiceTrial.Lab;

/// <summary>None: OOMs come otherwise or not at all.</summary>
sealed class NoFrameOoms : IFrameOoms
{
    public void BeforeFrame(Guest guest)
    {
    }
}
