namespace SpiceTrial.Hosts;

/// <summary>Reads a stream from elsewhere to its end, but not without end; passes each line on as soon as it is whole.</summary>
sealed class BoundedLines(Action<string>? onLine)
{
    const int Limit = 16 << 20;

    readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    readonly StringBuilder kept = new();
    int lineStart;

    /// <summary>All of it. Bytes that are no UTF-8 are replaced.</summary>
    public string Text => kept.ToString();

    /// <exception cref="TrialException">More than 16 MiB.</exception>
    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[64 << 10];
        var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        while (await stream.ReadAsync(bytes, cancellationToken) is > 0 and var count)
        {
            Add(characters.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, count), characters, flush: false)));
            if (kept.Length > Limit)
                throw new TrialException($"A command on the host printed more than {Limit >> 20} MiB",
                    hint: "Run it on the host by hand to see what it prints.");
        }
    }

    /// <summary>Passes on what came after the last line break. Only where the stream's end is the command's end: a cut is not a
    /// line.</summary>
    public void End()
    {
        if (kept.Length > lineStart)
            onLine?.Invoke(kept.ToString(lineStart, kept.Length - lineStart));
        lineStart = kept.Length;
    }

    void Add(ReadOnlySpan<char> text)
    {
        while (text.IndexOf('\n') is >= 0 and var end)
        {
            kept.Append(text[..end]);
            onLine?.Invoke(kept.ToString(lineStart, kept.Length - lineStart).TrimEnd('\r'));
            kept.Append('\n');
            lineStart = kept.Length;
            text = text[(end + 1)..];
        }

        kept.Append(text);
    }
}
