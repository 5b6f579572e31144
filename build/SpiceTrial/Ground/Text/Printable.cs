namespace SpiceTrial.Ground;

/// <summary>Text from elsewhere, made safe to show on a terminal.</summary>
public static class Printable
{
    /// <summary>One line without control characters: what a host or an archive sent must not move the cursor or forge a line.</summary>
    /// <param name="text">Whatever came.</param>
    /// <param name="longest">UTF-16 units that are shown; where more came, dots stand for the rest.</param>
    /// <param name="keepsEnd">Of a longer text the end is shown, as of a path; otherwise its beginning.</param>
    public static string Show(string text, int longest = 80, bool keepsEnd = false)
    {
        var cut = text.Length <= longest ? text : keepsEnd ? "..." + text[^longest..] : text[..longest] + "...";
        return string.Concat(cut.Select(x => IsSafe(x) ? x : '?'));
    }

    /// <summary>Text that may have several lines, as messages have: nothing in it but letters, blanks and ends of lines.</summary>
    public static string Lines(string text) =>
        string.Concat(text.Replace("\r\n", "\n").Select(x => IsSafe(x) || x is '\n' or '\t' ? x : '?'));

    /// <summary>In words, e.g. <c>not checked</c>.</summary>
    public static string Word(Enum value) => Names.Dashed($"{value}").Replace('-', ' ');

    static bool IsSafe(char c) =>
        !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) is not
            (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
