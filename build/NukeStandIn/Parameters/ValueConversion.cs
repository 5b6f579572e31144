using Nuke.Common.IO;

namespace Nuke.Common.Parameters;

/// <summary>Texts to the types that parameters have.</summary>
static class ValueConversion
{
    /// <exception cref="FormatException">A text can't be converted.</exception>
    internal static object? Convert(IReadOnlyList<string> texts, Type type, char? separator)
    {
        if (type.IsArray)
        {
            var items = separator is { } between && texts.Count == 1 ? texts[0].Split(between, StringSplitOptions.TrimEntries) : texts;
            var element = type.GetElementType()!;
            var array = Array.CreateInstance(element, items.Count);
            for (var i = 0; i < items.Count; i++)
                array.SetValue(Scalar(items[i], element), i);
            return array;
        }

        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        return texts switch
        {
            [] when scalar == typeof(bool) => true,
            [] => null,
            [var text] => Scalar(text, scalar),
            _ => throw new FormatException($"{texts.Count} values ({string.Join(", ", texts)}) where one belongs"),
        };
    }

    static object Scalar(string text, Type type)
    {
        try
        {
            return type switch
            {
                _ when type == typeof(string) => text,
                _ when type == typeof(AbsolutePath) => (AbsolutePath)Path.GetFullPath(text),
                _ when type.IsEnum => Enum.Parse(type, text, ignoreCase: true),
                _ => System.Convert.ChangeType(text, type, CultureInfo.InvariantCulture),
            };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            throw new FormatException($"'{text}' is no {type.Name}", e);
        }
    }
}
