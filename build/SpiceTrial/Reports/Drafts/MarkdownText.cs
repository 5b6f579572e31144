namespace SpiceTrial.Reports;

/// <summary>Text from logs and names inside Markdown: it must not become mark-up, nor break a table.</summary>
static class MarkdownText
{
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if ("\\`*_[]<>|#~".Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c is '\n' or '\r' ? ' ' : c);
        }

        return escaped.ToString();
    }

    public static string List(IEnumerable<string> items) => string.Join("\n", items.Select(x => $"- {Escape(x)}"));
}
