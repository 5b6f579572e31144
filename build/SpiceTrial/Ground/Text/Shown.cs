namespace SpiceTrial.Ground;

/// <summary>Names from archives and hosts, made safe for a terminal.</summary>
static class Shown
{
    const int Longest = 200;

    /// <summary>Control characters, which could move the cursor or forge a line, become question marks.</summary>
    public static string Text(string text)
    {
        var cut = text.Length > Longest ? "..." + text[^Longest..] : text;
        return string.Concat(cut.Select(x => char.IsControl(x) || char.IsSurrogate(x)
            || char.GetUnicodeCategory(x) == System.Globalization.UnicodeCategory.Format ? '?' : x));
    }
}
