namespace SpiceTrial.Sessions;

/// <summary>What one input held.</summary>
sealed record SessionContent(IReadOnlyList<RunFigures> Runs, ClientSession? Client, IReadOnlyList<string> Remarks);
