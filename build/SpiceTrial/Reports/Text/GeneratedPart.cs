namespace SpiceTrial.Reports;

/// <summary>The marked part of a document that the tool writes anew; everything outside the marks is a person's.</summary>
public static class GeneratedPart
{
    public const string Begin = "<!-- spice-trial: generated, edits inside are lost -->";
    public const string End = "<!-- spice-trial: end of the generated part -->";

    /// <summary>Puts <paramref name="text"/> between the marks of <paramref name="document"/> (or makes a new document).</summary>
    /// <exception cref="TrialException">The document is there without its marks: a person's text that must not be lost.</exception>
    public static string Replace(string? document, string text, string where)
    {
        var part = $"{Begin}\n{text.TrimEnd('\n')}\n{End}";
        if (string.IsNullOrWhiteSpace(document))
            return part + "\n";
        var begin = document.IndexOf(Begin, StringComparison.Ordinal);
        var end = document.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? document[..begin] + part + document[(end + End.Length)..]
            : throw new TrialException(
                "the document has no generated part, so writing it would lose what a person wrote", where,
                $"Move it away, or add the lines {Begin} and {End}", ExitStatus.Refused);
    }
}
