using System.Buffers;
using System.Buffers.Text;

namespace SpiceTrial.Sessions;

/// <summary>Reads the words of one line one after the other.</summary>
ref struct Words(ReadOnlySpan<byte> line)
{
    // Of versions, modes and reasons.
    static readonly SearchValues<byte> OfWords = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-+~"u8);

    ReadOnlySpan<byte> rest = line;

    public bool Skip(ReadOnlySpan<byte> text)
    {
        if (!rest.StartsWith(text))
            return false;
        rest = rest[text.Length..];
        return true;
    }

    /// <summary>Goes on behind the next place where <paramref name="text"/> stands.</summary>
    public bool SkipTo(ReadOnlySpan<byte> text)
    {
        var at = rest.IndexOf(text);
        if (at < 0)
            return false;
        rest = rest[(at + text.Length)..];
        return true;
    }

    /// <summary>A number with or without a sign; <c>false</c> where none stands or it is too large.</summary>
    public bool Number(out int number)
    {
        if (!Utf8Parser.TryParse(rest, out number, out var length))
            return false;
        rest = rest[length..];
        return true;
    }

    /// <summary>What is left of the line, at most <paramref name="longest"/> bytes of it.</summary>
    public readonly string Text(int longest = 400)
    {
        var text = rest.TrimEnd((byte)'\r');
        return Encoding.UTF8.GetString(text.Length > longest ? text[..longest] : text);
    }

    /// <summary>Up to the first byte that is none of a word's; a quote or a colour before it is passed over.</summary>
    public readonly string Word()
    {
        const int longest = 80;
        var word = rest.TrimStart("\"'"u8);
        if (word is [0x1b, (byte)'[', ..] && word.IndexOf((byte)'m') is > 0 and var colour)
            word = word[(colour + 1)..];
        var end = word.IndexOfAnyExcept(OfWords);
        word = (end < 0 ? word : word[..end]).TrimEnd(".-+~"u8);
        return Encoding.ASCII.GetString(word[..Math.Min(word.Length, longest)]);
    }
}
