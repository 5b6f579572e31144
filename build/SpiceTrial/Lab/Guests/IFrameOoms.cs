namespace SpiceTrial.Lab;

/// <summary>OOMs that come directly before a video frame.</summary>
interface IFrameOoms
{
    void BeforeFrame(Guest guest);
}
