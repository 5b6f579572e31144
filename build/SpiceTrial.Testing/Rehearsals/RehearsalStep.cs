using SpiceTrial.Lab;

namespace SpiceTrial.Testing;

/// <summary>A run that is to be made.</summary>
/// <param name="Tag">Of its session.</param>
/// <param name="Scenario">What the guest draws.</param>
/// <param name="RingSize">Of the library.</param>
/// <param name="Pair">Its number among those of its arm.</param>
sealed record RehearsalStep(string Tag, Scenario Scenario, int RingSize, int Pair);
