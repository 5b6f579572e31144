using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>Title, status and summary: what the verdict changes most.</summary>
static class IssueOpening
{
    public static string Text(TrialEvidence evidence) => $"""
        # {Title(evidence)}

        **Status: draft.** {Status(evidence)}

        ## Summary

        {Summary(evidence)}
        """;

    static string Title(TrialEvidence evidence) => evidence.Verdict switch
    {
        Verdict.Confirmed => "A video's stream is lost when draws are evicted: the trace ring holds only 8 entries",
        Verdict.Refuted => "Not to be filed as a bug: a larger trace ring did not bring a stalled video's stream back",
        Verdict.Regression => "A larger trace ring may bring a lost stream back, but the trial with it went wrong",
        _ => "Stream detection may lose a video when draws are evicted: the trace ring holds only 8 entries",
    };

    static string Status(TrialEvidence evidence) => evidence.Verdict switch
    {
        null => """
            **Not measured yet:** no session with this build has been compared with stock. Do not file this before the sections marked
            *not measured* are filled from evidence, which may also refute it.
            """,
        Verdict.Confirmed => "The measurements below support it. File it when the limits at the end are acceptable.",
        Verdict.Refuted => """
            The measurements speak against the hypothesis. **Do not file it as it was planned.** What follows says what was expected, what
            was seen instead, and where to look next; it is worth filing only as a question, or not at all.
            """,
        Verdict.Regression => """
            The candidate did harm in the trial. **Do not propose the plain constant upstream** before the harm is explained; the text
            below reports both sides.
            """,
        Verdict.NotComparable =>
            "The runs that were compared differ in more than the library, so they are no evidence for or against. *Not measured* is what "
                + "this leaves.",
        _ => "The runs so far neither show nor exclude an effect. Do not file it as a confirmed bug.",
    };

    static string Summary(TrialEvidence evidence)
    {
        const string mechanism = """
            Under memory pressure `display_channel_free_some` evicts up to 64 draws (`RED_RELEASE_BUNCH_SIZE`) at once. Each streamable draw among
            them writes one entry of `items_trace`, which has `NUM_TRACE_ITEMS` = 8 (`server/display-channel-private.h:23-25`).
            """;
        var ring = evidence.Manifest.TraceItems;
        return evidence.Verdict switch
        {
            Verdict.Confirmed => $"""
                {mechanism}
                When 8 or more other draws follow a video's last frame, its own entry is overwritten before the next frame looks for it, the count of
                frames starts again, and the stream that takes 20 of them in a row never comes back. With {ring} entries it does.
                """,
            Verdict.Refuted => $"""
                {mechanism}
                We expected that this loses a video's entry before its next frame looks for it, and that {ring} entries would bring its stream back. They
                did not, in the workload measured here: {MarkdownText.Escape(evidence.Comparisons[0].Reasons[0])}
                The limit is elsewhere. Candidates: the device's flush that satisfies an OOM before anything is evicted, a tree so full that the video is
                not among the 64 oldest draws, OOM stalls above 200 ms, and QXL's command ring (`QXL_COMMAND_RING_SIZE`), which this patch does not touch.
                """,
            Verdict.Regression => $"""
                {mechanism}
                A larger ring can bring a video's lost stream back, and here it came with harm: {MarkdownText.Escape(evidence.Comparisons[0].Reasons[0])}
                Whether the ring, the stream that it makes possible, or chance is the cause is open.
                """,
            _ => $"""
                {mechanism}
                The hypothesis: a video's own entry is overwritten before its next frame looks for it, its count of frames starts again, and the stream never
                comes back. It is not shown yet.
                """,
        };
    }
}
