namespace SpiceTrial.Hosts;

/// <summary>
/// The one place where an argument list becomes text for a remote shell. SSH carries a command as a single string that the
/// user's login shell reads, so every word is quoted, also those that look harmless: a keyword, an alias, <c>~</c> or
/// <c>NAME=value</c> means something to a shell only when it is not quoted. What some shells read in single quotes, sh gets in base64.
/// </summary>
public static class RemoteShell
{
    /// <summary>
    /// The text for one command. Its messages are English whatever the host speaks; without input it gets an end at once instead of
    /// waiting for ever; <c>exec</c> leaves no shell between it and the host's ssh server, so that its signals are seen. All of this
    /// means the same to sh, bash, zsh, fish and csh.
    /// </summary>
    /// <exception cref="ArgumentException">No words, or a NUL, which no argument can hold.</exception>
    public static string Line(IReadOnlyList<string> words, bool hasInput)
    {
        var line = words.Count == 0 ? Quote(words) : $"exec {Quote(["env", "LC_ALL=C.UTF-8", .. words])}";
        if (line.AsSpan().ContainsAny("\n!\\"))
            line = $"exec {Quote(["sh", "-c",
                $"c=$(echo {Convert.ToBase64String(Encoding.UTF8.GetBytes(line))} | base64 -d) && eval \"$c\""])}";
        return line + (hasInput ? "" : " </dev/null");
    }

    /// <exception cref="ArgumentException">No words, or a NUL, which no argument can hold.</exception>
    public static string Quote(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            throw new ArgumentException("There is no command.", nameof(words));
        return string.Join(' ', words.Select(Quote));
    }

    static string Quote(string word)
    {
        if (word.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("An argument can't hold a NUL character.", nameof(word));

        // Inside single quotes nothing is special but the quote itself: end, escaped quote, begin again.
        return $"'{word.Replace("'", @"'\''")}'";
    }
}
