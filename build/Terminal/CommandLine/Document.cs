namespace SpiceTrial.Terminal;

/// <summary>Standard output of a run whose result a program reads: the document and nothing else, so that <c>&gt; FILE</c> holds it. What a
/// person reads goes to standard error, whoever prints it.</summary>
public static class Document
{
    static TextWriter? output;

    /// <summary>Whether this run's output is a document.</summary>
    public static bool IsAsked => output is not null;

    /// <summary>What a wrong command line ends with; a monitoring plugin has a number of its own for that.</summary>
    internal static ExitStatus? OfRefusal { get; private set; }

    /// <summary>Called before anything is printed, by either host.</summary>
    internal static void Reserve(IReadOnlyList<string> arguments)
    {
        OfRefusal = Value(arguments, "--check") is { } check && !Names.Same(check, "false") ? (ExitStatus)3 : null;
        if (OfRefusal is null && (Value(arguments, "--format") is not { Length: > 0 } format || Names.Same(format, "table")))
            return;
        output = Console.Out;
        Console.SetOut(Console.Error);
    }

    /// <summary>Text that ends with a line's end: as it is for a program, and for a person's terminal with nothing that controls
    /// it.</summary>
    public static void Write(string text)
    {
        var writer = output ?? Console.Out;
        writer.Write(Console.IsOutputRedirected ? text : Printable.Lines(text));
        writer.Flush();
    }

    // "" behind an option that stands alone.
    static string? Value(IReadOnlyList<string> arguments, string option) => arguments
        .Zip(arguments.Skip(1).Append(""))
        .Where(x => x.First.StartsWith("--", StringComparison.Ordinal) && Names.Same(x.First, option))
        .Select(x => x.Second.StartsWith('-') ? "" : x.Second)
        .FirstOrDefault();
}
