using SpiceTrial.Sessions;

namespace SpiceTrial.Trial;

/// <param name="Folder">Where it lies.</param>
/// <param name="Bundle">All of it in one file.</param>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Analysis">The run's figures.</param>
public sealed record CapturedSession(string Folder, string Bundle, SessionManifest Manifest, Analysis Analysis);
