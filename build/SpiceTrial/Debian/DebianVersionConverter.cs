using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpiceTrial.Debian;

/// <summary>A version is a string in JSON; text that is none is refused when the record is read.</summary>
public sealed class DebianVersionConverter : JsonConverter<DebianVersion>
{
    public override DebianVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && DebianVersion.TryParse(reader.GetString(), out var version)
            ? version
            : throw new JsonException("It is not a Debian version.");

    public override void Write(Utf8JsonWriter writer, DebianVersion value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
