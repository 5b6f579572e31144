namespace SpiceTrial.Lab;

/// <summary>Plays the video with pauses; what is locked to its frames (OOMs, chrome) comes with them.</summary>
sealed class VideoPlayer : IGuestLoad
{
    readonly VideoLoad video;
    readonly Box box;
    readonly GuestClock clock;
    readonly Action<Guest>? ooms;
    readonly IReadOnlyList<ChromePainter> following;
    double playStart;

    public VideoPlayer(Scenario scenario, int seed, Action<Guest>? ooms, IReadOnlyList<ChromePainter> following)
    {
        (video, this.ooms, this.following) = (scenario.Video, ooms, following);
        box = Places.VideoBox(video);
        var random = SeededRandom.For(seed, 1);
        playStart = random.Next() / video.Fps;
        clock = new GuestClock(1 / video.Fps, video.Jitter, random).StartAt(playStart);
    }

    public double Due => clock.Due;

    public void Fire(Guest guest)
    {
        if (Due == playStart)
            guest.PlayStarts();
        ooms?.Invoke(guest);
        guest.Draw(new Picture(video.Size, video.Content, Variant: 0), box);
        foreach (var chrome in following)
            chrome.Paint(guest, chrome.Load.PerFrame!.Value);
        var lastFrame = clock.Due;
        clock.Advance();
        // Half a period of grace: the sum of binary fractions must not decide about one more frame.
        if (clock.Point < playStart + video.Play - (0.5 / video.Fps))
            return;
        guest.PlayEnds(playStart + video.Play - lastFrame);
        playStart += video.Play + video.Pause;
        clock.StartAt(playStart);
    }
}
