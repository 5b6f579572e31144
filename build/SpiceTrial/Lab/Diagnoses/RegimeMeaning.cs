using SpiceTrial.Sessions;

namespace SpiceTrial.Lab;

/// <summary>What a regime means for the operator.</summary>
/// <param name="Words">In one or two sentences.</param>
/// <param name="RingCanMatter">Whether another ring size can change anything; <c>null</c> where the log does not tell.</param>
/// <param name="Scenarios">The lab's scenarios of it.</param>
/// <param name="Next">What to do to know more.</param>
sealed record RegimeMeaning(string Words, bool? RingCanMatter, IReadOnlyList<string> Scenarios, params IReadOnlyList<string> Next)
{
    public static RegimeMeaning Of(Regime regime, RunFigures run) => regime switch
    {
        Regime.StreamingOff => new("The server streams nothing (streaming-video=off), whatever the ring.", false, [],
            "Set streaming-video to filter or all for the domain, and run again."),
        Regime.NoOom => new(
            "No OOM: the trace ring is not what stalls this video. Look at the frame rate, at stalls of the guest over 200 ms, and at the "
                + "number of streams.", false, ["stall-250ms", "fps-4.5", "widgets-60"]),
        Regime.FlushReleases => new(
            "OOMs, but none evicted a draw: flushing released something each time. The ring was never needed, and no size of it changes "
                + "anything.", false, ["field-006a"]),
        Regime.FewEvictions => new(
            "Evictions are too rare: between two of them any video that can be streamed gathers its 20 frames. The ring's size does not "
                + "decide here.", false, ["oom-rate-1.4", "field-006a"]),
        Regime.SmallTree => new("At the evictions at most 8 draws were in the tree: the stock ring keeps the video's entry.", false,
            ["ring-vs-y-4", "ring-vs-y-7"]),
        Regime.DictionaryFirst => new(
            "Evictions, but a client's GLZ dictionary gave them what they freed: hardly any draw left the tree, so the ring was hardly "
                + "written, and its size changes nothing.", false, ["full-tree"]),
        Regime.FullTree => new(
            "The tree was so full that the 64 draws evicted hardly ever included the video, unless very many other draws followed each "
                + "frame. Probably no ring size matters.", null, ["full-tree"],
            "Count the draws between two frames in the guest: only with Y above T - 64 can the ring matter."),
        Regime.GuestKernel => new(
            "The guest's kernel, not the ring: its qxl driver waited up to 15 s for memory that nobody freed, behind an OOM that evicted "
                + "nothing. Linux from 5.13 on does that with any library; until then the log says nothing of the ring either.", false, [],
            "Prove it in the guest: dmesg has \"[TTM] Buffer eviction failed\" and \"failed to create gem ret=-12\" at that moment.",
            "Try the trial with a guest whose kernel is 5.12 or older (Debian 11 has 5.10): it asks again and does not freeze."),
        // A larger ring can take away what works.
        Regime.SlotsTaken => new(
            "All 50 stream slots were taken. That starves the video by itself, and a larger ring keeps more small regions alive: it can "
                + "make this worse.", true, ["widgets-49", "widgets-50", "widgets-60"],
            "Try streaming-video=filter first: it keeps widgets out of the slots without a patch."),
        // For whatever would be beneath it if the video did not stream.
        Regime.VideoStreams => new(
            "The video was streamed for most of the time, or in most of its plays: there is nothing to cure in this run.", false,
            Of(RegimeRule.Beneath(run), run).Scenarios),
        Regime.RingForgets => Forgets(run),
        _ when run.Ooms + run.Creates > 0 => new(
            "The log carries no times that can be read: how often evictions came, and how long the video was streamed, is not known. "
                + "Nothing can be said.", null, [],
            "Take a log with times: qemu's own (it has them unless -msg timestamp=off), or journalctl -o short-iso-precise _PID=N."),
        _ => new(
            "The log shows neither OOMs nor streams: nothing was played under memory pressure, or the debug lines are missing. Nothing "
                + "can be said.", null, [],
            "Play the workload, and capture a log with G_MESSAGES_DEBUG=all in the domain's environment, from the start of the domain."),
    };

    static RegimeMeaning Forgets(RunFigures run)
    {
        // Where small regions may become streams, what a larger ring then does belongs to it.
        var mayHurt = run.Mode == StreamingMode.All;
        return new(
            "Evictions come often enough, and from a tree of which they take the video too: what the hypothesis says of the stock ring can "
                + "happen here. Whether it does depends on Y, and on whether the OOMs come just before a frame; no log shows either.", true,
            ["ring-vs-y-7", "ring-vs-y-8", "ring-vs-y-16", "ring-vs-y-32", "oom-rate-1.5", "guest-16mib",
                .. mayHurt ? ["widgets-49", "widgets-60"] : Array.Empty<string>()],
            [$"Smallest ring that keeps the video whatever Y is: {Enough(run)} (an eviction writes at most 64 entries, the video's own "
                + "among them).",
            .. mayHurt ? ["With streaming-video=all count the small regions that keep being redrawn: where 50 or more do, 64 entries and "
                + "more starved the video in the lab, 16 and 32 did not."] : Array.Empty<string>(),
            "Compare it with a run of the other library under the same workload: ./build.sh Install, then Compare."]);
    }

    // E is at most min(T - 1, 63), and the chain breaks when E reaches the ring's size.
    static int Enough(RunFigures run)
    {
        var most = Math.Min(run.EvictionReach?.Current.Maximum ?? 64, 64) - 1;
        var size = Debian.TraceItems.Stock;
        while (size <= most)
            size *= 2;
        return size;
    }
}
