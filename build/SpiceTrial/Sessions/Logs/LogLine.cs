namespace SpiceTrial.Sessions;

/// <summary>A text by which a line that matters is known.</summary>
/// <param name="Text">From the function's name on. What stands before it may be a colon, a cut or garbage, but not more of a name.</param>
/// <param name="Rare">Five neighbouring bytes of it that are rare elsewhere: by them <see cref="Fingerprints"/> finds it.</param>
/// <param name="Kind">What the line says.</param>
/// <param name="Read">Reads the rest of the line; <c>null</c> where nothing else matters.</param>
sealed record LogLine(string Text, string Rare, LogEventKind Kind, LineReader? Read = null)
{
    /// <summary>A spice-server wrote it.</summary>
    public bool IsOfServer { get; init; } = true;

    /// <summary>A new process may begin with it.</summary>
    public bool StartsRun { get; init; }

    /// <summary>A comment: at the beginning of a line only.</summary>
    public bool IsComment { get; init; }

    /// <summary>Only where its level is no warning, after which all goes on.</summary>
    public bool IsNoWarning { get; init; }

    /// <summary>An argument of qemu: others may stand behind it on the same line.</summary>
    public bool IsArgument { get; init; }

    public byte[] Bytes { get; } = Encoding.ASCII.GetBytes(Text);

    /// <summary>Where the middle one of <see cref="Rare"/> stands in the text.</summary>
    public int Middle { get; } = Text.IndexOf(Rare, StringComparison.Ordinal) + 2;
}
