namespace SpiceTrial.Ground;

/// <summary>Shows an argument list as a line that a POSIX shell reads back as the same list. For display and hints.</summary>
public static class ShellWords
{
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "%+,-./:=@_~^".Contains(c, StringComparison.Ordinal))
            && word[0] != '~'
            ? word
            : "'" + word.Replace("'", "'\\''") + "'";
}
