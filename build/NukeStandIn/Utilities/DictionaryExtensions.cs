namespace Nuke.Common.Utilities.Collections;

/// <summary>Adding in a chain.</summary>
public static class DictionaryExtensions
{
    public static Dictionary<TKey, string> AddPair<TKey, TValue>(this Dictionary<TKey, string> dictionary, TKey key, TValue value)
        where TKey : notnull
    {
        dictionary.Add(key, value?.ToString() ?? "");
        return dictionary;
    }
}
