namespace SpiceTrial.Sessions;

/// <summary>What a region of the screen is taken for.</summary>
public enum RegionKind
{
    /// <summary>The region that was named as the video, else the largest one.</summary>
    Video,

    /// <summary>Below 96x96 pixels in area: the server makes it a stream only with <c>streaming-video=all</c>.</summary>
    Widget,

    Other,
}
