using System.Text.Encodings.Web;

namespace SpiceTrial.Reports;

/// <summary>Markdown from templates (<c>*.md.liquid</c>): what stands in a table's cell or could be taken for mark-up is escaped, unless
/// the template says <c>| code</c>, inside code, or <c>| raw</c>, for text of this program that holds some.</summary>
static partial class MarkdownTemplate
{
    public static string Render(string name, object model) => HtmlTemplate.Render(name, model, new MarkdownEncoder());

    /// <summary>
    /// The text, inert: backslashes before what Markdown or HTML inside it would read as mark-up, ends of lines as spaces, and a blank
    /// without width where GitHub or GitLab would find a person (<c>@all</c>), an address or another issue in what is shown.
    /// </summary>
    internal static string Inert(string text) => Active().Replace(text, x => x.Value[0] switch
    {
        '\r' or '\n' => " ",
        '&' => $"&amp;{Apart}",
        '@' or '!' or '$' or '%' or ':' or 'w' or 'W' => x.Value + Apart,
        '#' or '~' => $"\\{x.Value}{Apart}",
        _ => $"\\{x.Value}",
    });

    const string Apart = "&#8203;";

    [GeneratedRegex(@"[\r\n]|[@&#~\\`*_\[\]<>|]|[!$%](?=\w)|:(?=//)|(?i:www)(?=\.)")]
    private static partial Regex Active();

    /// <summary>Whole strings, as the templates hand them over: what stands beside a character decides.</summary>
    sealed class MarkdownEncoder : TextEncoder
    {
        public override int MaxOutputCharactersPerInputCharacter => 16;

        public override string Encode(string value) => Inert(value);

        public override unsafe int FindFirstCharacterToEncode(char* text, int textLength) => throw new NotSupportedException();

        public override unsafe bool TryEncodeUnicodeScalar(
            int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) => throw new NotSupportedException();

        public override bool WillEncode(int unicodeScalar) => true;
    }
}
