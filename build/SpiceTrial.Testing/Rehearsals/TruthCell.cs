namespace SpiceTrial.Testing;

/// <summary>Whether the video streams in the plays of a scenario with a ring, said by three.</summary>
/// <param name="Scenario">What is drawn.</param>
/// <param name="RingSize">Entries.</param>
/// <param name="Rule">What the rule about Y predicts, with the reason.</param>
/// <param name="Lab">Plays engaged of those offered in the lab, such as "0 of 9"; <c>null</c> where it did not run.</param>
/// <param name="Guest">The same of the real guest, over its runs.</param>
/// <param name="Agrees">Whether all three say the same of none, some or all plays.</param>
public sealed record TruthCell(string Scenario, int RingSize, string Rule, string? Lab, string Guest, bool Agrees);
