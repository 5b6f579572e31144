namespace SpiceTrial.Sessions;

/// <summary>
/// What the client's reports say of one session. Counters are cumulative and begin again when the client reconnects: a decrease is a new
/// beginning, so each total is what the last report before every decrease said, and the last of all.
/// </summary>
/// <param name="Reports">Reports with a display channel.</param>
/// <param name="Unreadable">Reports that could not be read.</param>
/// <param name="Reconnects">Decreases of the counters.</param>
/// <param name="StreamsCreated">Streams that the client saw created.</param>
/// <param name="StreamsDestroyed">Streams that the client saw destroyed.</param>
/// <param name="BytesIn">Bytes of the display channel.</param>
/// <param name="Decodes">Images decoded.</param>
/// <param name="DecodesFailed">Images that could not be decoded.</param>
/// <param name="Messages">Messages of the display channel.</param>
/// <param name="LastReceivedSeconds">From the session's start to the last message, in the last report.</param>
/// <param name="PeakStreamsActive">Most streams that one report shows at once.</param>
public sealed record ClientFigures(
    int Reports, int Unreadable, int Reconnects, long? StreamsCreated, long? StreamsDestroyed, long? BytesIn, long? Decodes,
    long? DecodesFailed, long? Messages,
    double? LastReceivedSeconds, int? PeakStreamsActive);
