namespace SpiceTrial.Sessions;

/// <summary>Reads what a line says behind the text by which it was known, into its event.</summary>
delegate void LineReader(ref LogEvent found, Words words);
