namespace SpiceTrial.Ground;

/// <summary>Text from elsewhere, made safe to show on a terminal.</summary>
public static class Printable
{
    /// <summary>One short line without control characters: what a host sent must not move the cursor or forge a log line.</summary>
    public static string Show(string text, int longest = 80)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Length > longest ? text[..longest] + "..." : text)
            shown.Append(IsSafe(c) ? c : '?');
        return shown.ToString();
    }

    static bool IsSafe(char c) =>
        !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) is not
            (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
