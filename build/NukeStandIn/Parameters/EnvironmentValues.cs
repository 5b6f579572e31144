using System.Collections;

namespace Nuke.Common.Parameters;

/// <summary>Parameters from environment variables: letters and digits of the name count, case does not, <c>NUKE_</c> may stand before
/// it.</summary>
sealed class EnvironmentValues
{
    readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    internal EnvironmentValues(IDictionary variables)
    {
        foreach (DictionaryEntry variable in variables)
        {
            if (variable.Value is string { Length: > 0 } value)
                values[new string([.. ((string)variable.Key).Where(char.IsLetterOrDigit)])] = value;
        }
    }

    internal string? Find(string name) => values.GetValueOrDefault(name) ?? values.GetValueOrDefault($"NUKE{name}");
}
