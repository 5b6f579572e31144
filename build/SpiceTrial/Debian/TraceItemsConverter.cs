using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpiceTrial.Debian;

/// <summary>A ring is its number of entries in JSON; a number that no ring has is refused when the record is read.</summary>
public sealed class TraceItemsConverter : JsonConverter<TraceItems>
{
    public override TraceItems Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return TraceItems.From(reader.GetInt32());
        }
        catch (Exception e) when (e is TrialException or InvalidOperationException or FormatException)
        {
            throw new JsonException("It is not a number of trace items.", e);
        }
    }

    public override void Write(Utf8JsonWriter writer, TraceItems value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Count);
}
