using System.Text.Json.Serialization;

namespace SpiceTrial.Artifacts;

/// <summary>A resource descriptor: a name or an address, and digests by algorithm where they are known.</summary>
public sealed record Resource(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Digest = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Uri = null)
{
    public static Resource Of(string name, string sha256) => new(name, new Dictionary<string, string> { ["sha256"] = sha256 });
}
