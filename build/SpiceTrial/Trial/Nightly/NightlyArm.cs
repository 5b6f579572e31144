namespace SpiceTrial.Trial;

/// <summary>A package of the night.</summary>
/// <param name="TraceItems">Entries of its ring; 8 is the control.</param>
/// <param name="Version">Its version.</param>
/// <param name="Folder">Where it is, from the project's root.</param>
/// <param name="Sha256">Of the .deb.</param>
/// <param name="BuildId">Of its library.</param>
public sealed record NightlyArm(int TraceItems, string Version, string Folder, string Sha256, string? BuildId);
