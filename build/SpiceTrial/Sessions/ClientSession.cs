namespace SpiceTrial.Sessions;

/// <summary>The client's reports of one input, also where no log stands beside them.</summary>
public sealed record ClientSession(string Tag, ClientFigures Figures, IReadOnlyList<string> Remarks);
