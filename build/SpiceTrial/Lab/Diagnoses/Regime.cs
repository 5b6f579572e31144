namespace SpiceTrial.Lab;

/// <summary>What decides whether the ring's size matters in a cluster, as far as one log shows it.</summary>
public enum Regime
{
    /// <summary>The log shows too little to say anything.</summary>
    NotKnown,

    /// <summary><c>streaming-video=off</c>: the server streams nothing.</summary>
    StreamingOff,

    /// <summary>No OOM at all: whatever stalls the video, it is not the trace ring.</summary>
    NoOom,

    /// <summary>OOMs, but flushing satisfied all of them: nothing was evicted, so the ring was never needed.</summary>
    FlushReleases,

    /// <summary>Evictions are too rare to break the 20 frames that a stream needs.</summary>
    FewEvictions,

    /// <summary>At the evictions so few draws were in the tree that even 8 entries keep the video.</summary>
    SmallTree,

    /// <summary>Evictions freed pictures of a client's GLZ dictionary and hardly any draw of the tree, so hardly anything entered the
    /// ring.</summary>
    DictionaryFirst,

    /// <summary>The tree was so full that the 64 oldest draws hardly included the video.</summary>
    FullTree,

    /// <summary>The guest's own kernel froze it, with whatever ring.</summary>
    GuestKernel,

    /// <summary>All 50 stream slots were taken: a larger ring can make that worse.</summary>
    SlotsTaken,

    /// <summary>The video was streamed for most of the time.</summary>
    VideoStreams,

    /// <summary>Evictions often enough, and of a tree in which the ring's size can decide: what the hypothesis says.</summary>
    RingForgets,
}
