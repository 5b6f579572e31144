namespace SpiceTrial.Sessions;

/// <summary>Reads what a line says behind the text by which it was known, into the event where it lies: there are millions of
/// them.</summary>
delegate void LineReader(ref LogEvent found, Words words);
