using System.Text.Encodings.Web;

namespace SpiceTrial.Reports;

/// <summary>Markdown from templates (<c>*.md.liquid</c>): what stands in a table's cell or could be taken for mark-up is escaped, unless
/// the template says <c>| raw</c>: inside code, where nothing is mark-up, and for text of this program that holds some.</summary>
static class MarkdownTemplate
{
    public static string Render(string name, object model) => HtmlTemplate.Render(name, model, new MarkdownEncoder());

    /// <summary>Backslashes before what Markdown or HTML inside it would read as mark-up; ends of lines become spaces.</summary>
    sealed class MarkdownEncoder : TextEncoder
    {
        const string Special = "\\`*_[]<>|#~";

        public override int MaxOutputCharactersPerInputCharacter => 2;

        public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
        {
            for (var i = 0; i < textLength; i++)
            {
                if (WillEncode(text[i]))
                    return i;
            }

            return -1;
        }

        public override unsafe bool TryEncodeUnicodeScalar(
            int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
        {
            numberOfCharactersWritten = 0;
            var (text, length) = (unicodeScalar is '\n' or '\r' ? " " : $"\\{(char)unicodeScalar}", unicodeScalar is '\n' or '\r' ? 1 : 2);
            if (bufferLength < length)
                return false;
            for (; numberOfCharactersWritten < length; numberOfCharactersWritten++)
                buffer[numberOfCharactersWritten] = text[numberOfCharactersWritten];
            return true;
        }

        public override bool WillEncode(int unicodeScalar) =>
            unicodeScalar is '\n' or '\r' || (unicodeScalar < 128 && Special.Contains((char)unicodeScalar));
    }
}
