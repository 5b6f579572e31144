namespace SpiceTrial.Hosts;

/// <param name="Pid">Its id on the host.</param>
/// <param name="Program">The program's file name.</param>
/// <param name="Arguments">Its command line, the program first.</param>
/// <param name="Started">By the host's clock.</param>
/// <param name="Libraries">Every spice library that it has mapped: one, or none, or more where something is odd.</param>
sealed record ProcessReading(
    int Pid, string Program, IReadOnlyList<string> Arguments, DateTimeOffset? Started, IReadOnlyList<MappedLibrary> Libraries)
{
    /// <summary>What the kernel appends to the path of a file without a name (proc(5)).</summary>
    public const string Gone = " (deleted)";

    public bool IsGuest => Program.StartsWith("qemu-", StringComparison.Ordinal) || Program == "kvm";

    /// <summary>
    /// The guest's name in <c>-name guest=NAME,debug-threads=on</c> or the older <c>-name NAME</c>; qemu wants a comma in it doubled.
    /// The command line keeps words apart whatever they hold, so no name can pass for another option.
    /// </summary>
    public string? GuestName
    {
        get
        {
            if (After("-name") is not { } option)
                return null;
            foreach (var (part, first) in Parts(option).Select((x, i) => (x, i == 0)))
            {
                if (part.StartsWith("guest=", StringComparison.Ordinal))
                    return part["guest=".Length..];
                if (first && !part.Contains('=', StringComparison.Ordinal))
                    return part;
            }

            return null;
        }
    }

    public string? Uuid => Guid.TryParse(After("-uuid"), out var uuid) ? uuid.ToString() : null;

    string? After(string option)
    {
        for (var i = 1; i + 1 < Arguments.Count; i++)
        {
            if (Arguments[i] == option)
                return Arguments[i + 1];
        }

        return null;
    }

    // A single comma ends a part, a double one is a comma.
    static IEnumerable<string> Parts(string option) =>
        option.Replace(",,", "\0", StringComparison.Ordinal).Split(',').Select(x => x.Replace('\0', ','));
}
