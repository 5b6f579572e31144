namespace SpiceTrial.Terminal;

/// <summary>A stream of a terminal that may be closed while a run goes on, in the middle of an install above all: what can't be shown any
/// more is no failure of what is being done.</summary>
public sealed class LostTerminal(TextWriter terminal) : TextWriter
{
    public override Encoding Encoding => terminal.Encoding;

    /// <summary>From now on, on those of the two streams that are one. A file that can't be written stays a failure.</summary>
    public static void Survive()
    {
        if (!Console.IsOutputRedirected)
            Console.SetOut(new LostTerminal(Console.Out));
        if (!Console.IsErrorRedirected)
            Console.SetError(new LostTerminal(Console.Error));
    }

    public override void Write(char value) => Try(() => terminal.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => terminal.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => terminal.Write(value));

    public override void WriteLine(string? value) => Try(() => terminal.WriteLine(value));

    public override void Flush() => Try(terminal.Flush);

    // EIO: nobody reads it.
    static void Try(Action write)
    {
        try { write(); }
        catch (IOException) { /* See above. */ }
    }
}
