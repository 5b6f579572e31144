namespace SpiceTrial.Verdicts;

/// <summary>The gate as it stood when a trial began.</summary>
/// <param name="State">As in <c>gate.json</c>.</param>
/// <param name="Reasons">In plain words.</param>
/// <param name="Rule">Its name.</param>
public sealed record PlannedGate(string State, IReadOnlyList<string> Reasons, string Rule);
