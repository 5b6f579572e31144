namespace SpiceTrial.Ground;

/// <summary>A failure that the operator can act on: what failed, where, and what to do next.</summary>
public sealed class TrialException : Exception
{
    public TrialException(
        string what, string? where = null, string? hint = null, ExitStatus status = ExitStatus.Failed, Exception? cause = null)
        : base(Compose(what, where, hint), cause)
    {
        What = Printable.Lines(what);
        Where = where is null ? null : Printable.Lines(where);
        Hint = hint is null ? null : Printable.Lines(hint);
        Status = status;
    }

    public string What { get; }

    /// <summary>The file, host or command the failure belongs to.</summary>
    public string? Where { get; }

    /// <summary>The next thing to do, usually a command; shown after <c>hint: </c>.</summary>
    public string? Hint { get; }

    public ExitStatus Status { get; }

    /// <summary>A mirror answered that it does not have what was asked for: neither the network nor the project is at fault, and asking
    /// again brings the same answer.</summary>
    public bool IsNotServed { get; init; }

    /// <summary>A patch does not fit the source: asking again brings the same answer until one of the two is another.</summary>
    public bool IsConflict { get; init; }

    /// <summary>Without a stack trace, which NUKE would print in full: what, where and hint are for the operator.</summary>
    public override string ToString() => Message;

    static string Compose(string what, string? where, string? hint) =>
        Printable.Lines(string.Join(Environment.NewLine,
            new[] { what, where is null ? null : $"  at: {where}", hint is null ? null : $"  hint: {hint}" }.Where(x => x is not null)));
}
