using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>What the source says, the change, and what speaks against it.</summary>
static class IssueAnalysis
{
    public static string Text(TrialEvidence evidence) => $"""
        Lines of spice {TrialEvidence.ReadVersion}{(evidence.LinesApply ? "" : $"; they were not checked for {evidence.Manifest.Package.SourceVersion}")}.

        1. `handle_dev_oom` (`server/red-worker.cpp:533`) drains the command ring, then calls the device's `flush_resources`. Only when that releases nothing does
           `display_channel_free_some` run (`server/display-channel.cpp:1481`), which evicts up to `RED_RELEASE_BUNCH_SIZE` = 64 draws (`server/image-encoders.h:221`),
           the oldest first.
        2. Each evicted draw that is streamable writes one entry (`video_stream_trace_add_drawable`, `server/video-stream.cpp:950-966`), round-robin over
           `NUM_TRACE_ITEMS` = 8 (`server/display-channel-private.h:23-25`).
        3. A frame whose predecessor is no longer in the tree looks for it there (`video_stream_trace_update`, `server/video-stream.cpp:516-525`). If the entry
           is gone, its count of frames starts at 0 again; a stream takes 20 frames (`server/video-stream.h:35`), each at most 200 ms after the one before.
        4. So with Y streamable draws at other places since the video's last frame and T draws in the tree, E = min(Y, 64 - (T - Y)) entries follow the video's own;
           the chain breaks when E reaches the ring's size. A video never comes back when that happens at every OOM and evicting OOMs come at least every 20 frames.
        """;

    public static string Change(TrialEvidence evidence)
    {
        var (ring, manifest) = (evidence.Manifest.TraceItems, evidence.Manifest);
        var advice = evidence.Verdict switch
        {
            Verdict.Refuted => "**Not proposed**: it did not help. This is the change that was tried:\n\n",
            Verdict.Regression => "**Not proposed as it is**: the trial with it went wrong (above). This is the change that was tried:\n\n",
            _ => "",
        };
        return $$"""
            {{advice}}```diff
             server/display-channel-private.h
            -#define TRACE_ITEMS_SHIFT 3
            +#define TRACE_ITEMS_SHIFT {{Debian.TraceItems.From(manifest.TraceItems).Shift}}
            ```

            Cost: an entry is 56 bytes, so {{ring}} entries take {{ring * 56}} bytes per display channel instead of 448, and a look-up that finds no stream walks {{ring}} entries
            instead of 8. An eviction writes at most 64 entries, so from 64 on nothing written by one eviction is overwritten by it.
            """;
    }

    public static string Limits(TrialEvidence evidence) => $"""
        - It can't help where `free_some` never runs (the flush satisfied the OOM), where the evicted draws do not include the video (T - Y above 64), where an OOM
          stalls the guest for more than 200 ms, or where the video has fewer than 5 frames a second.
        - With a client connected and GLZ compression (`auto_glz` is the default), `display_channel_free_some` first frees pictures that only the client's dictionary
          holds, and they count towards the 64 (`server/display-channel.cpp:1488-1500`): fewer draws are evicted, or none, and the ring is hardly written.
          Compare `current` in the OOM1 and OOM2 lines. The lab's tables are without a client; with one of the lab's own, `ring-vs-y-8` worked on stock under
          `auto_glz` and failed under `auto_lz` (this trial's `docs/lab.md`).
        - With `streaming-video=all` a larger ring also keeps the chains of small widgets alive; they become streams, can take all 50 slots (`server/display-limits.h:26`)
          and starve the video. {(evidence.Lab?.Cells.Any(x => LabEvidence.IsOfWidgets(x.Scenario)) == true ? "See the lab's scenarios with widgets." : "*Not measured* on this build.")}
        - `video_stream_trace_update` goes on after a match, so the last matching array slot wins, not the newest entry: with moving or overlapping content the
          time to engage does not fall steadily with the ring's size.
        {Notes(evidence)}
        """;

    public const string Alternatives = """
        - Match the newest entry instead of the last array slot, whatever the size.
        - 64 entries: one eviction writes at most 64, the video's own among them; half the look-up of 128.
        - 16 or 32 entries, where fewer draws than that lie between two frames: they keep fewer chains of widgets alive.
        - Don't let widgets below 96x96 write entries while there is a candidate of a video's size.
        - In the guest: fewer OOMs (more video memory, a driver that releases earlier), which removes the trigger.
        """;

    static string Notes(TrialEvidence evidence)
    {
        string[] notes = [.. evidence.Comparisons
            .SelectMany(x => x.Notes.Concat(x.Guards.Where(y => y.Outcome != GuardOutcome.Held).Select(y => $"{y.Name}: {y.Finding}")))
            .Distinct()];
        return notes.Length == 0 ? "" : MarkdownText.List(notes);
    }
}
