namespace SpiceTrial.Reports;

/// <summary>The signs of each regime in a field log.</summary>
public static class FieldSigns
{
    /// <summary>Sign, what it means.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> All { get; } =
    [
        new("OOM1 lines, but no display_channel_free_some",
            "Flushing satisfies every OOM. The ring is never needed: its size changes nothing."),
        new("free_some lines fewer than fps/20 a second", "A video gathers its 20 frames between two evictions: stock engages too."),
        new("current in the OOM2 lines hardly lower than in the OOM1 lines before free_some",
            "A client's GLZ dictionary gave what was freed (image compression auto_glz, the default): hardly any draw enters the ring, "
                + "and its size changes nothing."),
        new("current in the OOM1 lines before free_some is 8 or less", "The stock ring holds the video's entry."),
        new("current is far above 64 at the evictions",
            "The 64 oldest draws that are evicted do not include the video, unless more than current - 64 other draws follow each frame. "
                + "Then no ring size matters."),
        new("current between 9 and about 64 + Y, free_some often enough, video created once or never",
            "The regime of the hypothesis: the ring overwrites the video's entry when Y reaches its size. With at most 64 draws an "
                + "eviction, 64 entries are enough for one."),
        new("streams 0 to 49 all created, many of them small (streaming-video=all)",
            "All 50 slots are taken. That starves the video without any OOM, and a larger ring keeps small regions alive: 64 entries and "
                + "more made it worse here."),
        new("silences over 200 ms while the video plays, or a video below 5 frames a second",
            "No chain of 20 frames survives: no ring size helps."),
    ];
}
