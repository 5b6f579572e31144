namespace SpiceTrial.Sessions;

/// <summary>Whether the video streams in the plays of a scenario with a ring, said by three.</summary>
/// <param name="Scenario">What is drawn.</param>
/// <param name="RingSize">Entries.</param>
/// <param name="Rule">In how many plays by the rule about Y, such as "0 of 9"; <c>null</c> where the runs do not tell.</param>
/// <param name="Why">The rule's reason.</param>
/// <param name="Lab">In the lab; <c>null</c> where it did not run.</param>
/// <param name="Guest">The same of the real guest, over its runs.</param>
/// <param name="Agrees">Whether the rule names as many plays as the guest streamed, and the lab says the same of none, some or all.</param>
public sealed record TruthCell(string Scenario, int RingSize, string? Rule, string Why, string? Lab, string Guest, bool Agrees);
