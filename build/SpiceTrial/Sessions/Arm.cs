namespace SpiceTrial.Sessions;

/// <summary>Which library a run used.</summary>
/// <param name="TraceItems">Entries of its trace ring (8 is stock), or <c>null</c> where nothing proves it.</param>
/// <param name="BuildId">GNU build-id of the library that this very process mapped, in lower-case hex, or <c>null</c>.</param>
public sealed record Arm(int? TraceItems, string? BuildId)
{
    public static Arm Unknown { get; } = new(null, null);
}
