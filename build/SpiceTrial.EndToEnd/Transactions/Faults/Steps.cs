namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>The moments at which something can go wrong, as the documents name them.</summary>
static class Steps
{
    /// <summary>Before the tool is started: the host is already so.</summary>
    public const string Before = "before";

    /// <summary>The package is on its way to the host; not in the journal, because nothing has begun.</summary>
    public const string Send = "send";

    /// <summary>Followed by a number: after so many writes that the script waits for.</summary>
    public const string Write = "write ";

    /// <summary>Those of an installation, in the journal's order; Install itself writes all but the last, Confirm writes that.</summary>
    public static readonly IReadOnlyList<string> Install =
        ["begin", "arm", "record", "keep-stock", "reserve", "unpack", "hold", "restart", "verify", "installed", "confirmed"];

    /// <summary>Those of the way back, of Revert as of the switch.</summary>
    public static readonly IReadOnlyList<string> WayBack = ["reverting", "stock", "marks", "restart-stock", "close"];

    public static IReadOnlyList<string> Of(Verb verb) => verb == Verb.Install ? Install : WayBack;
}
