namespace SpiceTrial.Sessions;

/// <summary><c>manifest.json</c> of a captured session.</summary>
/// <param name="Tag">The session's tag.</param>
/// <param name="Arm">The library that this very process mapped.</param>
/// <param name="Host">The hypervisor.</param>
/// <param name="Domain">The domain's name.</param>
/// <param name="Start">When the process started, in UTC.</param>
/// <param name="End">The log's last line, in UTC; <c>null</c> where it has no time.</param>
/// <param name="Captured">When the log was copied, in UTC.</param>
/// <param name="Versions">Packages and kernel of the host, by name.</param>
/// <param name="Files">What the bundle holds.</param>
/// <param name="Warnings">What is missing or odd, in plain words.</param>
public sealed record SessionManifest(
    string Tag, Arm Arm, string Host, string Domain, DateTimeOffset? Start, DateTimeOffset? End, DateTimeOffset Captured,
    IReadOnlyDictionary<string, string?> Versions, IReadOnlyList<SessionFile> Files, IReadOnlyList<string> Warnings)
{
    /// <summary>Live, or test: captured on a test host; <c>null</c> in bundles that do not say.</summary>
    public Origin? Origin { get; init; }

    public const string FileName = "manifest.json";

    internal static SessionManifest? TryRead(ReadOnlySpan<byte> json)
    {
        try
        {
            return System.Text.Json.JsonSerializer.Deserialize<SessionManifest>(json, RecordJson.Options);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
